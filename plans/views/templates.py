"""The library of templates: list, table, a new one of a plan, a plan of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moc_portal.web.pages import paginate
from organisations.access import PortalRequest, actor_with, requires
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Permission
from plans.actions import templates as actions
from plans.domain.table import lay_out
from plans.forms.conflicts import differences, seen_again
from plans.forms.next_year import NextYearPage, first_look
from plans.forms.templates import (
    TemplateCreateForm,
    TemplateEditForm,
    TemplateFilterForm,
    TemplateOwnerForm,
)
from plans.queries import templates as queries
from plans.queries.next_year import warnings_for
from plans.queries.plans import last_change


@require_safe
@requires(Permission.PLAN_VIEW)
def template_list(request: PortalRequest) -> HttpResponse:
    form = TemplateFilterForm(request.GET)
    page = paginate(request, queries.template_list(request.actor, form.wanted()))
    return render(request, "plans/template_list.html", {"form": form, "page": page})


@require_safe
@requires(Permission.PLAN_VIEW)
def template_detail(request: PortalRequest, template_id: int) -> HttpResponse:
    template = get_object_or_404(queries.template_page(request.actor), pk=template_id)
    content = queries.template_content(template)
    context = {
        "template": template,
        "content": content,
        "table": lay_out(content),
        "can_use": actor_with(request, Permission.PLAN_EDIT) is not None,
    }
    return render(request, "plans/template_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_TEMPLATE_EDIT)
def template_create(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.plan_for_template(request.actor), pk=plan_id)
    stripped = queries.stripped_plan(plan)
    data = request.POST if request.method == "POST" else None
    form = TemplateCreateForm(
        data, actor=request.actor, initial={"title": stripped.content.title[:300]}
    )
    if form.is_valid():
        organisation_id = form.cleaned_data["organisation"].pk
        template = actions.create_template(
            stripped.content,
            *form.card(),
            organisation_id=organisation_id,
            actor=request.actor,
        )
        messages.success(request, "Образец добавлен.")
        return redirect("plans:template_detail", template.pk)
    context = {
        "plan": plan,
        "form": form,
        "table": lay_out(stripped.content),
        "replaced": stripped.replaced.items(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/template_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_TEMPLATE_EDIT)
def template_edit(request: PortalRequest, template_id: int) -> HttpResponse:
    template = get_object_or_404(queries.own_templates(request.actor), pk=template_id)
    names = ("title", "description", "version")
    form = TemplateEditForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(template, name) for name in names},
    )
    context = {"template": template, "form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "plans/template_edit.html", context, status=status)
    try:
        actions.update_template(
            template, *form.card(), version=form.cleaned_data["version"], actor=request.actor
        )
    except ChangedMeanwhileError:
        context |= {"differences": differences([form]), "change": last_change(template)}
        seen_again(form, template.version)
        return render(request, "plans/template_edit.html", context, status=409)
    messages.success(request, "Образец сохранён.")
    return redirect("plans:template_detail", template.pk)


@require_POST
@requires(Permission.PLAN_TEMPLATE_EDIT)
def template_retire(request: PortalRequest, template_id: int) -> HttpResponse:
    template = get_object_or_404(queries.own_templates(request.actor), pk=template_id)
    offered = request.POST.get("offered") == "1"
    actions.retire_template(template, offered=offered, actor=request.actor)
    said = "Образец снова предлагается." if offered else "Образец больше не предлагается."
    messages.success(request, said)
    return redirect("plans:template_detail", template.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def template_use(request: PortalRequest, template_id: int) -> HttpResponse:
    template = get_object_or_404(queries.template_page(request.actor), pk=template_id)
    old = queries.template_as_old(template)
    data = request.POST if request.method == "POST" else None
    page = NextYearPage(old, data, first_look(old))
    owner = TemplateOwnerForm(data, actor=request.actor)
    status = page.refusal() if page.is_to_create else page.status
    if page.is_to_create and not owner.is_valid():
        status = 422
    if page.is_to_create and status is None:
        try:
            plan = actions.use_template(
                template,
                page.wanted(),
                state=page.form.cleaned_data["state"],
                organisation_id=owner.cleaned_data["organisation"].pk,
                actor=request.actor,
            )
        except ChangedMeanwhileError:
            status = 409
        else:
            messages.success(request, "Черновик создан из образца.")
            return redirect("plans:plan_detail", plan.pk)
    context = {
        "template": template,
        "page": page,
        "owner": owner,
        "is_stale": status == 409,
        "warnings": warnings_for(old, page.ticked_rows, page.starts_on),
    }
    return render(request, "plans/template_use.html", context, status=status)
