package org.caravanserai.home;

import org.caravanserai.parser.YamlNode;

/**
 * One file of a home or of the library.
 *
 * @param path relative to the home, with slashes
 * @param name what others call it: {@code morvan-erp/product-in} for a map, gate or test, the file's name without suffix otherwise
 * @param origin where it came from
 * @param bytes its content; not copied, do not change it
 * @param tree its YAML, null when it is no YAML or could not be read (then there is a problem)
 */
public record HomeFile(String path, String name, Origin origin, byte[] bytes, YamlNode tree) {

    /** Where a file came from. */
    public enum Origin {
        /** Shipped in the jar. */
        LIBRARY,
        HOME
    }
}
