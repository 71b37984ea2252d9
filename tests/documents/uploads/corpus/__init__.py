"""Files that somebody, by mistake or on purpose, brings to the door, and what the door says."""

from tests.documents.uploads.corpus import oddities, old, pages, parts, samples, zips
from tests.documents.uploads.corpus.archives import WRONG_ZIP
from tests.documents.uploads.corpus.contents import WRONG_CONTENT
from tests.documents.uploads.corpus.evidence import WRONG_IMAGE, WRONG_PDF
from tests.documents.uploads.corpus.kinds import WRONG_KIND
from tests.documents.uploads.corpus.markup import WRONG_XML

# Each with the sentence that it deserves.
REFUSED = [*WRONG_KIND, *WRONG_ZIP, *WRONG_XML, *WRONG_CONTENT, *WRONG_PDF, *WRONG_IMAGE]

# Made by the hundred: each is refused in some sentence, or let in and read.
GROUPS = {
    "truncations": samples.truncations,
    "spoilt bytes": samples.spoilt,
    "wrong endings": samples.wrong_endings,
    "polyglots": samples.polyglots,
    "attacked parts": parts.attacked_parts,
    "lost parts": parts.lost_parts,
    "passengers": parts.passengers,
    "links": parts.links,
    "zip directories": zips.directories,
    "zip names": zips.names,
    "zip ends": zips.ends,
    "bombs": zips.bombs,
    "odd books": oddities.books,
    "odd sheets": oddities.sheets,
    "odd documents": oddities.documents,
    "odd lists": oddities.lists,
    "rich texts": old.rich_texts,
    "compound files": old.compound_files,
    "acting pages": pages.acting_pages,
    "odd pages": pages.odd_pages,
    "texts": pages.texts,
}
