package org.caravanserai.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Gant > 5                                ~ Gant > 5",
                "R&amp;D &eacute; &nbsp;x                ~ R&D é \u00a0x",
                "<p>One <b>two</b></p><p>three</p>       ~ One two|three",
                "a<br>b<br/>c                            ~ a|b|c",
                "<ul><li>x</li><li>y</li></ul>z          ~ - x|- y|z",
                "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table> ~ 1 2|3",
                "a<script>alert(1)</script>b             ~ ab",
                "<style>p{}</style><!-- x -->b           ~ b",
                "a < b                                   ~ a < b",
                "5 <6                                    ~ 5 <6",
                "<p>unclosed <b>tags                     ~ unclosed tags",
                "&#0;&#x1;x                              ~ x",
            })
    void readsAsPlainText(String html, String text) {
        assertThat(HtmlText.text(html)).isEqualTo(text.replace('|', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<p class=x>One <B onclick=a()>two</B></p><p>three</p>  ~ One <b>two</b> three",
                "<ul><li>x</li></ul>a<br/>b                             ~ <ul><li>x</li></ul>a<br>b",
                "<a href='https://a.example/?x=1&y=\"2\"' target=_blank>t</a>  ~ <a"
                        + " href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\">t</a>",
                "<a href='javascript:alert(1)'>t</a>                    ~ <a>t</a>",
                "<a href=' java\tscript:alert(1)'>t</a>                 ~ <a>t</a>",
                "<a href='//evil.example'>t</a>                         ~ <a>t</a>",
                "<img src=x onerror=alert(1)>t                          ~ t",
                "<script>alert('&lt;b&gt;')</script>t                   ~ t",
                "&lt;script&gt;alert(1)&lt;/script&gt;                  ~ &lt;script&gt;alert(1)&lt;/script&gt;",
                "<svg><a xlink:href='javascript:x'><b>t</b></a></svg>u  ~ u",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)> ~ ``",
                "<noscript><b title='</noscript><img src=x onerror=alert(1)>'>  ~ ``",
                "a & b                                                  ~ a &amp; b",
            })
    void keepsTheAllowedTagsOnly(String html, String reduced) {
        var clean = HtmlText.allowed(html, List.of("b", "ul", "li", "br", "a", "script"));
        assertThat(clean).doesNotContainIgnoringCase("onerror=alert").doesNotContain("<script", "<img");
        assertThat(clean).isEqualTo(reduced);
        assertThat(HtmlText.allowed(clean, List.of("b", "ul", "li", "br", "a")))
                .as("reducing twice changes nothing")
                .isEqualTo(clean);
    }

    @Test
    void returnsTextWithoutMarkupAsItIs() {
        var text = "Gant \n  résistant > 5";
        assertThat(HtmlText.text(text)).isSameAs(text);
        assertThat(HtmlText.allowed(text, List.of())).isSameAs(text);
        assertThat(HtmlText.text(null)).isNull();
    }

    @Test
    void survivesHostileNesting() {
        // CPU time: the machine may be busy with other things.
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (var tag : List.of("<div>", "<b>", "<table><td>", "<a href=http://x>", "<svg>", "<p><b>")) {
            HtmlText.text(tag.repeat(20_000) + "x");
            HtmlText.allowed(tag.repeat(20_000) + "x", List.of("b", "a"));
        }
        assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start))
                .isLessThan(Duration.ofSeconds(8));
    }
}
