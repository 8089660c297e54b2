package org.caravanserai.punchout.shop;

import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** What people mean by what they type, the likeliest first; the next is asked when one finds nothing. */
final class Queries {
    /** Words looked at. */
    private static final int WORDS = 8;

    private static final int ONE_TYPO = 4;
    private static final int TWO_TYPOS = 8;
    private static final int EXPANSIONS = 50;

    private Queries() {}

    /** The number itself, then what begins with it, then all words with typos, then any of the words, then a mistyped number. */
    static List<Query> of(String text) {
        var cut = text.length() > Tokens.LONGEST ? text.substring(0, Tokens.LONGEST) : text;
        var code = Tokens.code(cut);
        var words = Tokens.words(cut).stream().distinct().limit(WORDS).toList();
        if (code.isEmpty()) {
            return List.of();
        }
        return List.of(
                number(cut.strip(), code),
                words(words, BooleanClause.Occur.MUST),
                words(words, BooleanClause.Occur.SHOULD),
                mistyped(code));
    }

    /** Letter for letter the key first, then the number however it is written. */
    private static Query number(String text, String code) {
        return new BooleanQuery.Builder()
                .add(exact(Index.KEY, text, 4), BooleanClause.Occur.SHOULD)
                .add(exact(Index.CODE, code, 2), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static Query words(List<String> words, BooleanClause.Occur how) {
        var all = new BooleanQuery.Builder();
        for (var word : words) {
            all.add(
                    new DisjunctionMaxQuery(List.of(field(Index.NAME, word, 4), field(Index.WORD, word, 1)), 0.1f),
                    how);
        }
        if (!words.isEmpty() && how == BooleanClause.Occur.MUST) {
            var code = Tokens.code(String.join("", words));
            if (code.length() > 2) {
                return new BooleanQuery.Builder()
                        .add(
                                new BoostQuery(new ConstantScoreQuery(new PrefixQuery(new Term(Index.CODE, code))), 20),
                                BooleanClause.Occur.SHOULD)
                        .add(all.build(), BooleanClause.Occur.SHOULD)
                        .build();
            }
        }
        return all.build();
    }

    /** The word, a word that begins with it, or the word with a typo or two where it is long enough to have them. */
    private static Query field(String field, String word, float weight) {
        var term = new Term(field, word);
        var forms =
                new BooleanQuery.Builder().add(new BoostQuery(new TermQuery(term), weight), BooleanClause.Occur.SHOULD);
        if (word.length() > 2) {
            forms.add(
                    new BoostQuery(new ConstantScoreQuery(new PrefixQuery(term)), weight / 2),
                    BooleanClause.Occur.SHOULD);
        }
        if (word.length() >= ONE_TYPO && word.chars().anyMatch(Character::isLetter)) {
            int typos = word.length() >= TWO_TYPOS ? 2 : 1;
            forms.add(
                    new BoostQuery(new FuzzyQuery(term, typos, 1, EXPANSIONS, true), weight / 4),
                    BooleanClause.Occur.SHOULD);
        }
        return forms.build();
    }

    private static Query mistyped(String code) {
        return code.length() < ONE_TYPO
                ? new org.apache.lucene.search.MatchNoDocsQuery()
                : new FuzzyQuery(new Term(Index.CODE, code), 1, 2, EXPANSIONS, true);
    }

    private static Query exact(String field, String value, float weight) {
        return new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, value))), weight);
    }

    /**
     * The same among products, or categories, and only among some.
     *
     * @param query null = all
     * @param categories null = in any
     * @param keys null = any
     */
    static Query among(Query query, Entry.Type type, Collection<String> categories, Collection<String> keys) {
        var within = new BooleanQuery.Builder()
                .add(query == null ? new MatchAllDocsQuery() : query, BooleanClause.Occur.MUST)
                .add(new TermQuery(new Term(Index.TYPE, type.letter)), BooleanClause.Occur.FILTER);
        if (categories != null) {
            within.add(Index.oneOf(Index.CATEGORY, categories), BooleanClause.Occur.FILTER);
        }
        if (keys != null) {
            within.add(Index.oneOf(Index.KEY, keys), BooleanClause.Occur.FILTER);
        }
        return within.build();
    }
}
