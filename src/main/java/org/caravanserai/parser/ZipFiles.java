package org.caravanserai.parser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Small archives (.zip) from outside, read into memory without trust: names, sizes, check sums and ratios are checked first. */
public final class ZipFiles {
    private ZipFiles() {}

    /**
     * The files of an archive by their paths, which have slashes, do not begin with one and never climb.
     *
     * @param most bytes of all files together, at most 2^30
     */
    public static Outcome<Map<String, byte[]>> read(Path archive, long most) throws IOException {
        try (var in = Files.newInputStream(archive)) {
            var head = in.readNBytes(2);
            if (head.length < 2 || head[0] != 'P' || head[1] != 'K') {
                return new Outcome.Refused<>(Refusal.file(ParserCode.FILE_ARCHIVE, "this is no archive (.zip)"));
            }
        }
        try {
            return new Outcome.Taken<>(1, 1, ZipGuard.files(archive, most));
        } catch (RefusedException refused) {
            return new Outcome.Refused<>(refused.refusal());
        }
    }
}
