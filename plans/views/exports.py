"""The ways out of the portal: a plan as a file, and the comparison of two of its states."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from documents import conversion
from documents.registry import exports
from documents.uploads.kinds import Kind
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission
from plans.actions.exports import request_file
from plans.domain.editions import compare_editions
from plans.forms.exports import CompareForm, ConvertForm
from plans.queries import exports as queries
from plans.queries.exports import CONVERTED, QUICK
from plans.rendering import comparison_document
from plans.rendering.files import plan_file


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_files(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Everything that can be taken away: the source, the plan in every form, comparisons."""
    plan = get_object_or_404(queries.export_page(request.actor), pk=plan_id)
    states = queries.states_of(plan)
    initial = {"before": states[0].code, "after": states[-1].code}
    context = {
        "plan": plan,
        "version": queries.last_version(plan),
        "plan_count": queries.plans_beside(request.actor, plan),
        "converted": list(CONVERTED) if conversion.is_available() else [],
        "key": uuid.uuid4(),
        "compare": CompareForm(states=states, initial=initial) if len(states) > 1 else None,
    }
    return render(request, "plans/plan_files.html", context)


@require_safe
@exports(*QUICK)
@requires(Permission.PLAN_VIEW)
def plan_export(request: PortalRequest, plan_id: int, form: str) -> HttpResponse:
    """The plan alone, or with `?whole=1` all plans of its document."""
    if form not in QUICK:
        raise Http404
    plan = get_object_or_404(queries.export_page(request.actor), pk=plan_id)
    is_whole = request.GET.get("whole") == "1"
    document = queries.whole_document(request.actor, plan) if is_whole else queries.exported(plan)
    content = plan_file(
        document, form, queries.source_of(plan), alone=not is_whole, author=str(plan.organisation)
    )
    return attachment(content, f"{queries.file_name(plan)}.{form}", Kind(form))


@require_POST
@requires(Permission.PLAN_VIEW)
def plan_convert(request: PortalRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(queries.export_page(request.actor), pk=plan_id)
    form = ConvertForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Не понято, какой файл нужен. Нажмите кнопку ещё раз.")
        return redirect("plans:plan_files", plan.pk)
    said = form.cleaned_data
    job = request_file(
        plan, said["form"], whole=said["whole"], key=str(said["key"]), actor=request.actor
    )
    return redirect("documents:job_detail", job.pk)


@require_safe
@requires(Permission.PLAN_VIEW)
def plan_compare(request: PortalRequest, plan_id: int) -> HttpResponse:
    """Two states side by side on the screen."""
    plan = get_object_or_404(queries.export_page(request.actor), pk=plan_id)
    form = _compare_form(request, plan)
    context = {"plan": plan, "form": form}
    if not form.is_valid():
        return render(request, "plans/plan_compare.html", context, status=422)
    before, after = (form.cleaned_data[name] for name in ("before", "after"))
    context |= {
        "comparison": compare_editions(
            queries.edition_in(plan, before), queries.edition_in(plan, after)
        ),
        "before": form.names[before],
        "after": form.names[after],
    }
    return render(request, "plans/plan_compare.html", context)


@require_safe
@exports("docx")
@requires(Permission.PLAN_VIEW)
def plan_comparison(request: PortalRequest, plan_id: int) -> HttpResponse:
    """«Было — стало» as a document."""
    plan = get_object_or_404(queries.export_page(request.actor), pk=plan_id)
    form = _compare_form(request, plan)
    if not form.is_valid():
        raise Http404
    before, after = (form.cleaned_data[name] for name in ("before", "after"))
    comparison = compare_editions(
        queries.edition_in(plan, before), queries.edition_in(plan, after)
    )
    content = comparison_document.render(
        comparison, plan.title, form.names[before], form.names[after]
    )
    return attachment(content, f"Сравнение. {queries.file_name(plan)}.docx", Kind.DOCX)


def _compare_form(request: PortalRequest, plan: queries.Exported) -> CompareForm:
    """What the address asks for; without a word, all that happened since the plan began."""
    states = queries.states_of(plan)
    whole = {"before": states[0].code, "after": states[-1].code}
    return CompareForm(request.GET if "before" in request.GET else whole, states=states)


def attachment(content: bytes, name: str, kind: Kind) -> HttpResponse:
    response = HttpResponse(content, content_type=kind.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
