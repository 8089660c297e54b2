package org.caravanserai.company;

/** CSV lines the way exports write them: a field is quoted when it must be. */
final class Csv {
    private Csv() {}

    static String line(char separator, Object... fields) {
        var line = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                line.append(separator);
            }
            line.append(field(separator, String.valueOf(fields[i])));
        }
        return line.toString();
    }

    private static String field(char separator, String value) {
        boolean plain = value.indexOf(separator) < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
