package org.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
    private static byte[] text(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) "{\"sku\":\"A-1\",\"name\":".charAt(i % 20);
        }
        return bytes;
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 13, 100, 3_100, 4_095, 4_096, 70_000})
    void everyBodyComesBackAndNoneGrowsByMoreThanAByte(int length) {
        for (var body : new byte[][] {text(length), noise(length)}) {
            var packed = Packed.of(body);
            assertThat(packed.size()).isLessThanOrEqualTo(length + 1);
            assertThat(Packed.stored(packed.stored()).body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4_095, 4_096, 4_097, 70_000})
    void partsArePackedAsTheWholeIs(int length) {
        for (var body : new byte[][] {text(length), noise(length)}) {
            int cut = length / 3;
            var around = Arrays.copyOf(body, length + 7);
            var packed = Packed.of(
                    ByteBuffer.wrap(body, 0, cut), ByteBuffer.allocate(0), ByteBuffer.wrap(around, cut, length - cut));
            assertThat(packed).isEqualTo(Packed.of(body));
        }
    }

    @Test
    void largeTextIsCompressedAndNoiseIsNot() {
        assertThat(Packed.of(text(5_000)).stored()[0]).isEqualTo((byte) 1);
        assertThat(Packed.of(text(5_000)).size()).isLessThan(300);
        assertThat(Packed.of(noise(5_000)).stored()[0]).isEqualTo((byte) 0);
        assertThat(Packed.of(text(3_000)).stored()[0])
                .as("small ones are not worth it")
                .isEqualTo((byte) 0);
    }

    @Test
    void damagedBytesAreRefusedNeverInvented() {
        var good = Packed.of(text(5_000)).stored();
        var cut = Arrays.copyOf(good, good.length - 3);
        var hugeLength = good.clone();
        hugeLength[1] = 0x7f;
        var wrongLength = good.clone();
        wrongLength[4]++;
        var unknownCodec = good.clone();
        unknownCodec[0] = 9;
        for (var damaged : new byte[][] {cut, hugeLength, wrongLength, unknownCodec, {}, {1}, {1, 0, 0, 0, 5}}) {
            assertThatThrownBy(() -> Packed.stored(damaged).body())
                    .isInstanceOf(StoreException.Unreadable.class)
                    .hasMessage("STORE-006 a stored document is damaged: restore it or send it again");
        }
    }

    @Test
    void tooLargeIsRefusedBeforeTheDatabaseSeesIt() {
        assertThatThrownBy(() -> Packed.of(noise((1 << 20) + 10)))
                .hasMessageContaining("STORE-006 a document of 1048586 bytes");
        assertThatThrownBy(() -> Packed.of(new byte[Packed.MAX_BYTES + 1])).hasMessageContaining("at most 16777216");
        var half = ByteBuffer.allocate(Packed.MAX_BYTES / 2 + 1);
        assertThatThrownBy(() -> Packed.of(half, half)).hasMessageContaining("a document of 16777218 bytes");
        assertThat(Packed.of(text(4 << 20)).body()).hasSize(4 << 20);
    }

    @Test
    void theHashIsTheContents() {
        assertThat(Packed.hash(text(100))).isEqualTo(Packed.hash(text(100))).isNotEqualTo(Packed.hash(text(101)));
        // Published test value of XXH64 of the empty input with seed 0.
        assertThat(Packed.hash(new byte[0])).isEqualTo(0xEF46DB3751D8E999L);
    }
}
