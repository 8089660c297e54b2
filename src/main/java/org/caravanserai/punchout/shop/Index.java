package org.caravanserai.punchout.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The files of the index. Each commit holds the position in the change log up to which it is right, so that files and position are never of different
 * times. One thread writes, any number search.
 */
final class Index implements AutoCloseable {
    static final String ID = "id";
    static final String TYPE = "type";
    static final String KEY = "key";
    static final String CODE = "code";
    static final String NAME = "name";
    static final String WORD = "word";
    static final String CATEGORY = "category";

    private static final String POSITION = "position";
    private static final String FORM = "form";
    private static final double BUFFER_MB = 32;

    private final FSDirectory folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final String form;

    private Index(FSDirectory folder, IndexWriter writer, String form) throws IOException {
        this.folder = folder;
        this.writer = writer;
        this.form = form;
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens what is there. Whoever gets an exception has an index that is missing, torn or of another form, and {@link #create}s it.
     *
     * @param form what the entries are made of; an index of another form is none
     */
    static Index open(Path path, String form) throws IOException {
        var folder = FSDirectory.open(path);
        try {
            try (var reader = DirectoryReader.open(folder)) {
                var data = reader.getIndexCommit().getUserData();
                if (!form.equals(data.get(FORM)) || data.get(POSITION) == null) {
                    throw new IOException("the index is of another form");
                }
                for (var leaf : reader.leaves()) {
                    // The files are read whole once a start: what a crash or a disk tore is found before somebody
                    // searches it.
                    ((org.apache.lucene.index.CodecReader) leaf.reader()).checkIntegrity();
                }
            }
            return new Index(folder, new IndexWriter(folder, config(IndexWriterConfig.OpenMode.APPEND)), form);
        } catch (IOException | RuntimeException torn) {
            folder.close();
            throw torn;
        }
    }

    /** An empty index in the place of whatever is there. Has no position before the first {@link #commit}. */
    static Index create(Path path, String form) throws IOException {
        empty(path);
        Files.createDirectories(path);
        var folder = FSDirectory.open(path);
        try {
            return new Index(folder, new IndexWriter(folder, config(IndexWriterConfig.OpenMode.CREATE)), form);
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
        return new IndexWriterConfig(Tokens.ANALYZER)
                .setOpenMode(mode)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setCommitOnClose(false);
    }

    private static void empty(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The position in the change log of the last commit, -1 = none yet. */
    long position() {
        var data = writer.getLiveCommitData();
        if (data != null) {
            for (var entry : data) {
                if (entry.getKey().equals(POSITION)) {
                    return Long.parseLong(entry.getValue());
                }
            }
        }
        return -1;
    }

    void put(Entry entry) throws IOException {
        writer.updateDocument(id(entry.id()), document(entry));
    }

    /** The same for an index in which this entry is not yet. */
    void add(Entry entry) throws IOException {
        writer.addDocument(document(entry));
    }

    void remove(long id) throws IOException {
        writer.deleteDocuments(id(id));
    }

    private static Term id(long id) {
        return new Term(ID, Long.toString(id));
    }

    private static Document document(Entry entry) {
        var document = new Document();
        document.add(new StringField(ID, Long.toString(entry.id()), Field.Store.NO));
        document.add(new StringField(TYPE, entry.type().letter, Field.Store.NO));
        document.add(new StringField(KEY, entry.key(), Field.Store.NO));
        document.add(new StoredField(KEY, entry.key()));
        document.add(new SortedDocValuesField(KEY, new BytesRef(entry.key())));
        entry.codes().stream()
                .map(Tokens::code)
                .filter(code -> !code.isEmpty())
                .distinct()
                .forEach(code -> document.add(new StringField(CODE, code, Field.Store.NO)));
        entry.names().forEach(name -> document.add(new TextField(NAME, Tokens.folded(name), Field.Store.NO)));
        entry.words().forEach(word -> document.add(new TextField(WORD, Tokens.folded(word), Field.Store.NO)));
        entry.categories().forEach(code -> document.add(new StringField(CATEGORY, code, Field.Store.NO)));
        return document;
    }

    /** Makes everything so far durable together with the position up to which it is right, and visible. */
    void commit(long position) throws IOException {
        writer.setLiveCommitData(
                Map.of(POSITION, Long.toString(position), FORM, form).entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /**
     * Keys of what a query finds.
     *
     * @param from how many of the best are passed over
     * @param limit how many more are wanted
     * @param byKey in the order of keys, else the best first
     */
    List<String> find(Query query, int from, int limit, boolean byKey) throws IOException {
        var searcher = searchers.acquire();
        try {
            int most = Math.max(1, from + limit);
            var found = byKey
                    ? searcher.search(query, most, new Sort(new SortField(KEY, SortField.Type.STRING)))
                    : searcher.search(query, most);
            var stored = searcher.storedFields();
            var keys = new ArrayList<String>();
            for (int i = from; i < found.scoreDocs.length; i++) {
                keys.add(stored.document(found.scoreDocs[i].doc).get(KEY));
            }
            return keys;
        } finally {
            searchers.release(searcher);
        }
    }

    /** Terms of a field that are one of these. */
    static Query oneOf(String field, Collection<String> values) {
        return new org.apache.lucene.search.TermInSetQuery(
                field, values.stream().map(BytesRef::new).toList());
    }

    /** Without a commit: what is not committed is read from the change log again. */
    @Override
    public void close() throws IOException {
        for (var part : Arrays.<AutoCloseable>asList(searchers, writer::rollback, folder)) {
            try {
                part.close();
            } catch (IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception other) {
                throw new IOException("the index cannot be closed", other);
            }
        }
    }
}
