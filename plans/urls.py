"""Addresses of the plan pages: view, name and template share one word."""

from django.urls import path

from plans.views import (
    column_meanings,
    executors,
    exports,
    import_corrections,
    import_reshape,
    import_review,
    import_undo,
    import_updates,
    imports,
    items,
    plans,
)

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="plan_list"),
    path("create/", plans.plan_create, name="plan_create"),
    path("<int:plan_id>/", plans.plan_detail, name="plan_detail"),
    path("<int:plan_id>/edit/", plans.plan_edit, name="plan_edit"),
    path("<int:plan_id>/submit/", plans.plan_submit, name="plan_submit"),
    path("<int:plan_id>/return/", plans.plan_return, name="plan_return"),
    path("<int:plan_id>/approve/", plans.plan_approve, name="plan_approve"),
    path("<int:plan_id>/assign/", plans.plan_assign, name="plan_assign"),
    path("<int:plan_id>/files/", exports.plan_files, name="plan_files"),
    path("<int:plan_id>/export/<str:form>/", exports.plan_export, name="plan_export"),
    path("<int:plan_id>/convert/", exports.plan_convert, name="plan_convert"),
    path("<int:plan_id>/compare/", exports.plan_compare, name="plan_compare"),
    path("<int:plan_id>/comparison/", exports.plan_comparison, name="plan_comparison"),
    path("<int:plan_id>/executors/", executors.executor_links, name="executor_links"),
    path(
        "<int:plan_id>/executors/link/",
        executors.executor_link_create,
        name="executor_link_create",
    ),
    path("<int:plan_id>/executors/assign/", executors.plan_assign_known, name="plan_assign_known"),
    path("executors/", executors.executor_link_list, name="executor_link_list"),
    path(
        "executors/<int:link_id>/delete/",
        executors.executor_link_delete,
        name="executor_link_delete",
    ),
    path("<int:plan_id>/items/create/", items.item_create, name="item_create"),
    path("<int:plan_id>/sections/create/", items.section_create, name="section_create"),
    path("versions/<int:version_id>/", plans.version_detail, name="version_detail"),
    path("items/<int:item_id>/edit/", items.item_edit, name="item_edit"),
    path("items/<int:item_id>/delete/", items.item_delete, name="item_delete"),
    path("items/<int:item_id>/move/", items.item_move, name="item_move"),
    path("items/<int:item_id>/assign/", items.item_assign, name="item_assign"),
    path("sections/<int:section_id>/edit/", items.section_edit, name="section_edit"),
    path("sections/<int:section_id>/delete/", items.section_delete, name="section_delete"),
    path("imports/upload/", imports.import_upload, name="import_upload"),
    path("imports/<int:import_id>/", import_review.import_review, name="import_review"),
    path("imports/<int:import_id>/source/", import_review.import_source, name="import_source"),
    path("imports/<int:import_id>/reshape/", import_reshape.import_reshape, name="import_reshape"),
    path(
        "imports/<int:import_id>/approvals/",
        import_corrections.import_approvals,
        name="import_approvals",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/items/<int:item_index>/split/",
        import_reshape.import_item_split,
        name="import_item_split",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/items/<int:item_index>/section/",
        import_reshape.import_section_create,
        name="import_section_create",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/sections/<int:section_index>/",
        import_reshape.import_section_edit,
        name="import_section_edit",
    ),
    path("imports/columns/", column_meanings.column_meaning_list, name="column_meaning_list"),
    path(
        "imports/columns/<int:meaning_id>/delete/",
        column_meanings.column_meaning_delete,
        name="column_meaning_delete",
    ),
    path("imports/<int:import_id>/undo/", import_undo.import_undo, name="import_undo"),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/update/<int:plan_id>/",
        import_updates.import_update,
        name="import_update",
    ),
    path("imports/<int:import_id>/save/", imports.import_save, name="import_save"),
    path("imports/<int:import_id>/cancel/", imports.import_cancel, name="import_cancel"),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/",
        import_corrections.import_plan_edit,
        name="import_plan_edit",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/drop/",
        import_corrections.import_plan_drop,
        name="import_plan_drop",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/items/<int:item_index>/",
        import_corrections.import_item_edit,
        name="import_item_edit",
    ),
    path(
        "imports/<int:import_id>/plans/<int:plan_index>/items/<int:item_index>/drop/",
        import_corrections.import_item_drop,
        name="import_item_drop",
    ),
]
