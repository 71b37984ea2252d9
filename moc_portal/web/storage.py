"""Static files under names that change with what they say."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = (
    (r'(?P<matched>\bfrom "(?P<url>\.[^"]+)";)', 'from "%(url)s";'),
    (r'(?m)^(?P<matched>import "(?P<url>\.[^"]+)";)', 'import "%(url)s";'),
    (r'(?P<matched>\bimport\("(?P<url>\.[^"]+)"\))', 'import("%(url)s")'),
)


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped
    """Our scripts, which import one another, know each other by their hashed names, too."""

    # Django's own switch would read the scripts of other packages, whose texts only look like it.
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORTS))
    # A pass settles at least one step of the longest chain of imports; imports form no circle.
    max_post_process_passes = 20
