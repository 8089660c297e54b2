/**
 * Purpose: the one hardened factory per format (XML, JSON, CSV, sheets, YAML 1.2), and canonical JSON as a stream.
 * May import: canonical.
 * Face: {@link org.caravanserai.parser.Problem} and one class per format.
 */
package org.caravanserai.parser;
