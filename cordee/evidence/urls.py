"""The addresses of the ledger."""

from django.urls import path

from cordee.evidence.views import audit, ledger, mine

urlpatterns = [
    path("evidence/", ledger.ledger, name="evidence"),
    path("evidence/new/", ledger.new_piece, name="evidence-new"),
    path("evidence/file/", ledger.file_of_evidence, name="evidence-file"),
    path("evidence/checkpoints/", ledger.checkpoints, name="evidence-checkpoints"),
    path("evidence/verification/", ledger.verification, name="evidence-verification"),
    path("evidence/links/", audit.audit_links, name="auditor-links"),
    path("evidence/links/<uuid:link_id>/end/", audit.audit_link_end, name="auditor-link-end"),
    path("evidence/<int:number>/", ledger.piece, name="evidence-piece"),
    path("evidence/<int:number>/file/", ledger.piece_file, name="evidence-piece-file"),
    path("me/evidence/", mine.my_evidence, name="my-evidence"),
    path("me/evidence/file/", mine.my_file, name="my-evidence-file"),
    path("audit/<str:secret>/", audit.audit, name="auditor"),
    path("audit/<str:secret>/indicators/", audit.audit_indicators, name="auditor-indicators"),
    path("audit/<str:secret>/file/", audit.audit_file, name="auditor-file"),
    path("audit/<str:secret>/<int:number>/", audit.audit_piece, name="auditor-piece"),
    path("audit/<str:secret>/<int:number>/file/", audit.audit_piece_file, name="auditor-piece-file"),
]
