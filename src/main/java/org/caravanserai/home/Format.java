package org.caravanserai.home;

import java.nio.charset.Charset;
import java.util.List;
import org.caravanserai.parser.Position;

/**
 * What a file looks like.
 *
 * @param type {@code csv tsv jsonl json xlsx rss bmecat fixed}
 * @param encoding of text files; UTF-8 when not said
 * @param separator between columns of CSV; {@code ;} when not said, a tab for tsv
 * @param quote around cells that need it; {@code "} when not said
 * @param decimal decimal sign of numbers; {@code .} when not said
 * @param header whether the first row names the columns; true when not said
 * @param bom whether a published text file starts with a byte order mark; false when not said
 * @param lineEnd {@code "\r\n"} or {@code "\n"} of published text files
 * @param version version of the format where there are several (BMEcat: {@code 2005}), null = the default one
 * @param sheet sheet of a workbook that is read, null = the first
 * @param columns columns of a published file in their order, empty = those of the map
 */
public record Format(
        String type,
        Charset encoding,
        char separator,
        char quote,
        char decimal,
        boolean header,
        boolean bom,
        String lineEnd,
        String version,
        String sheet,
        List<String> columns,
        Position position) {

    /** The same for another sheet of the workbook. */
    public Format withSheet(String name) {
        return new Format(
                type, encoding, separator, quote, decimal, header, bom, lineEnd, version, name, columns, position);
    }
}
