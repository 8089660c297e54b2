package org.caravanserai.web;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpRange;

/**
 * What a Range header asks for (RFC 9110, 14.2). One that cannot be understood, or has another unit than bytes, counts as
 * not sent; so does one that asks for the same bytes again and again.
 */
enum ByteRanges {
    WHOLE,
    PART,
    BEYOND;

    /** @param length bytes of the file */
    static ByteRanges of(String header, long length) {
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(header);
        } catch (IllegalArgumentException notUnderstood) {
            return WHOLE;
        }
        long sum = 0;
        int within = 0;
        for (var range : ranges) {
            // A suffix of zero bytes, like one that begins behind the end, has nothing to send.
            if (length > 0 && start(range, length) < length) {
                within++;
                sum += range.getRangeEnd(length) - range.getRangeStart(length) + 1;
            }
        }
        if (within == 0) {
            return ranges.isEmpty() ? WHOLE : BEYOND;
        }
        return within == ranges.size() && sum <= length ? PART : WHOLE;
    }

    private static long start(HttpRange range, long length) {
        return range.getRangeStart(length);
    }

    /** Whether an Accept-Encoding header takes gzip; a weight of zero means that it does not. */
    static boolean gzip(String header) {
        if (header == null) {
            return false;
        }
        for (var one : header.toLowerCase(Locale.ROOT).split(",")) {
            var parts = one.split(";");
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
