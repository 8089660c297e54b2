package org.caravanserai.parser;

import java.io.InputStream;
import java.io.Reader;
import org.w3c.dom.ls.LSInput;

/** An included schema as the JDK wants it; the names are the interface's. */
record SchemaInput(String publicId, String systemId, InputStream bytes) implements LSInput {
    @Override
    public Reader getCharacterStream() {
        return null;
    }

    @Override
    public void setCharacterStream(Reader value) {}

    @Override
    public InputStream getByteStream() {
        return bytes;
    }

    @Override
    public void setByteStream(InputStream value) {}

    @Override
    public String getStringData() {
        return null;
    }

    @Override
    public void setStringData(String value) {}

    @Override
    public String getSystemId() {
        return systemId;
    }

    @Override
    public void setSystemId(String value) {}

    @Override
    public String getPublicId() {
        return publicId;
    }

    @Override
    public void setPublicId(String value) {}

    @Override
    public String getBaseURI() {
        return systemId;
    }

    @Override
    public void setBaseURI(String value) {}

    @Override
    public String getEncoding() {
        return null;
    }

    @Override
    public void setEncoding(String value) {}

    @Override
    public boolean getCertifiedText() {
        return false;
    }

    @Override
    public void setCertifiedText(boolean value) {}
}
