"""Files that somebody, by mistake or on purpose, brings to the door, and what the door says."""

from tests.documents.uploads.corpus.archives import WRONG_ZIP
from tests.documents.uploads.corpus.contents import WRONG_CONTENT
from tests.documents.uploads.corpus.evidence import WRONG_IMAGE, WRONG_PDF
from tests.documents.uploads.corpus.kinds import WRONG_KIND
from tests.documents.uploads.corpus.markup import WRONG_XML

REFUSED = [*WRONG_KIND, *WRONG_ZIP, *WRONG_XML, *WRONG_CONTENT, *WRONG_PDF, *WRONG_IMAGE]
