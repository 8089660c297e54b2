package org.caravanserai.home;

import org.caravanserai.parser.YamlNode;

/** Merging where either side may be absent. */
final class Merge {
    private Merge() {}

    /** The patch over the base (RFC 7396); null when both are absent. */
    static YamlNode over(YamlNode base, YamlNode patch) {
        if (base == null || patch == null) {
            return base == null ? patch : base;
        }
        return YamlNode.merge(base, patch);
    }
}
