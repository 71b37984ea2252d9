"""Pages of publications and channels."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mediaplan import actions, queries
from mediaplan.forms import ChannelForm, PublicationForm
from moc_portal.web.pages import paginate
from organisations.access import PortalRequest, requires
from organisations.domain.policy import Permission


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def publication_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.media_items(request.actor))
    return render(request, "mediaplan/publication_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def publication_create(request: PortalRequest, item_id: int) -> HttpResponse:
    item = get_object_or_404(queries.media_item(request.actor), pk=item_id)
    data = request.POST if request.method == "POST" else None
    form = PublicationForm(data, actor=request.actor, initial={"version": 1})
    if form.is_valid():
        actions.add_publication(item, form.facts(), actor=request.actor)
        messages.success(request, "Публикация добавлена.")
        return redirect("mediaplan:publication_list")
    context = {"form": form, "item": item}
    status = 422 if form.is_bound else 200
    return render(request, "mediaplan/publication_create.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def publication_edit(request: PortalRequest, publication_id: int) -> HttpResponse:
    publication = get_object_or_404(queries.publication_page(request.actor), pk=publication_id)
    data = request.POST if request.method == "POST" else None
    initial = {"version": publication.version}
    form = PublicationForm(data, instance=publication, actor=request.actor, initial=initial)
    if form.is_valid():
        actions.update_publication(
            publication, form.facts(), version=form.cleaned_data["version"], actor=request.actor
        )
        messages.success(request, "Публикация сохранена.")
        return redirect("mediaplan:publication_list")
    context = {
        "form": form,
        "item": publication.item,
        "now": queries.publication_page(request.actor).get(pk=publication_id),
    }
    status = 409 if form.is_stale else 422 if form.is_bound else 200
    return render(request, "mediaplan/publication_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def publication_delete(request: PortalRequest, publication_id: int) -> HttpResponse:
    publication = get_object_or_404(queries.publication_page(request.actor), pk=publication_id)
    if request.method == "POST":
        actions.delete_publication(publication, actor=request.actor)
        messages.success(request, "Публикация удалена.")
        return redirect("mediaplan:publication_list")
    return render(request, "mediaplan/publication_delete.html", {"publication": publication})


@require_safe
@requires(Permission.PUBLICATION_VIEW)
def channel_list(request: PortalRequest) -> HttpResponse:
    page = paginate(request, queries.channel_list(request.actor))
    return render(request, "mediaplan/channel_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.PUBLICATION_EDIT)
def channel_create(request: PortalRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ChannelForm(data, actor=request.actor)
    if form.is_valid():
        actions.add_channel(form.instance, actor=request.actor)
        messages.success(request, "Канал добавлен.")
        return redirect("mediaplan:channel_list")
    status = 422 if form.is_bound else 200
    return render(request, "mediaplan/channel_create.html", {"form": form}, status=status)
