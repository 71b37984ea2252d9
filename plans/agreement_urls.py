"""Addresses of a plan's way into force and out of it."""

from django.urls import path

from plans.views import agreements, endings, remarks, versions

urlpatterns = [
    path("<int:plan_id>/submit/", agreements.plan_submit, name="plan_submit"),
    path("<int:plan_id>/return/", agreements.plan_return, name="plan_return"),
    path("<int:plan_id>/approve/", agreements.plan_approve, name="plan_approve"),
    path("<int:plan_id>/complete/", endings.plan_complete, name="plan_complete"),
    path("<int:plan_id>/cancel/", endings.plan_cancel, name="plan_cancel"),
    path("agreements/<int:agreement_id>/", agreements.plan_agreement, name="plan_agreement"),
    path(
        "agreements/<int:agreement_id>/agree/", agreements.agreement_agree, name="agreement_agree"
    ),
    path(
        "agreements/<int:agreement_id>/return/",
        agreements.agreement_return,
        name="agreement_return",
    ),
    path(
        "agreements/<int:agreement_id>/withdraw/",
        agreements.agreement_withdraw,
        name="agreement_withdraw",
    ),
    path(
        "agreements/<int:agreement_id>/remarks/create/",
        remarks.remark_create,
        name="remark_create",
    ),
    path("remarks/<int:remark_id>/delete/", remarks.remark_delete, name="remark_delete"),
    path("remarks/<int:remark_id>/answer/", remarks.remark_answer, name="remark_answer"),
    path("versions/<int:version_id>/", versions.version_detail, name="version_detail"),
    path("versions/<int:version_id>/papers/", endings.version_papers, name="version_papers"),
]
