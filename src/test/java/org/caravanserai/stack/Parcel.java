package org.caravanserai.stack;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Something to marshal. */
@XmlRootElement(name = "parcel")
@XmlAccessorType(XmlAccessType.FIELD)
public class Parcel {
    @XmlAttribute
    String number;

    @XmlElement
    String content;
}
