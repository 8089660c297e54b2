package org.caravanserai.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, 14.2 and 12.5.3. */
class ByteRangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9 | PART",
                "bytes=0-0,5-9 | PART",
                "bytes=-5 | PART",
                "bytes=-5000 | PART",
                "bytes=90- | PART",
                "bytes=90-5000 | PART",
                "bytes=100- | BEYOND",
                "bytes=100-200,300- | BEYOND",
                "bytes=0-9,100- | WHOLE",
                "bytes=0-,0- | WHOLE",
                "bytes=9-1 | WHOLE",
                "bytes=a-b | WHOLE",
                "bytes= | WHOLE",
                "bytes=99999999999999999999-  | WHOLE",
                "lines=1-2 | WHOLE",
                "'' | WHOLE"
            })
    void whatAHeaderAsksForOfAHundredBytes(String header, ByteRanges asked) {
        assertThat(ByteRanges.of(header, 100)).isEqualTo(asked);
    }

    @Test
    void hundredsOfRangesCountAsNone() {
        var many = IntStream.range(0, 500).mapToObj(i -> i + "-" + i).collect(Collectors.joining(",", "bytes=", ""));
        assertThat(ByteRanges.of(many, 1000)).isEqualTo(ByteRanges.WHOLE);
    }

    @Test
    void ofNothingThereIsNoPart() {
        assertThat(ByteRanges.of("bytes=0-9", 0)).isEqualTo(ByteRanges.BEYOND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | false",
                "gzip | true",
                "GZIP | true",
                "br, gzip | true",
                "gzip;q=0.5 | true",
                "gzip;q=0 | false",
                "gzip; q=0.000 | false",
                "identity | false",
                "x-gzipped | false"
            })
    void whoTakesGzip(String header, boolean takes) {
        assertThat(ByteRanges.gzip(header)).isEqualTo(takes);
    }
}
