package org.caravanserai.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names come from trade, not from patterns; files stay readable. */
class NamesTest {
    private static final Pattern PATTERN_WORDS = Pattern.compile(".+(Impl|Manager|Helper|Util|Utils|Dto|DTO|Entity)$");
    private static final int LINES = 400;
    /** Methods a framework finds by their name, with the reason. The list only shrinks. */
    private static final Map<String, String> BOUND_BY_NAME = new TreeMap<>();

    @Test
    void classesAreNamedAfterTheirTrade() {
        var wrong = new TreeSet<String>();
        for (var type : Code.main()) {
            if (PATTERN_WORDS.matcher(type.getSimpleName()).matches()) {
                wrong.add(type.getName() + ": say what it is in words of the trade (Orders, Gate, Parked)");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void accessorsHaveNoGetPrefix() {
        var wrong = new TreeSet<String>();
        var used = new HashSet<String>();
        for (var type : Code.main()) {
            if (type.getSimpleName().endsWith("MBean")
                    || type.getSimpleName().endsWith("MXBean")
                    || type.isAnnotatedWith("org.apache.camel.api.management.ManagedResource")) {
                continue; // JMX binds attributes by name
            }
            for (var method : type.getMethods()) {
                var name = method.getName();
                if (!name.startsWith("get") || name.length() < 4 || !Character.isUpperCase(name.charAt(3))) {
                    continue;
                }
                if (method.getModifiers().contains(JavaModifier.SYNTHETIC) || overrides(type, method)) {
                    continue;
                }
                if (BOUND_BY_NAME.containsKey(method.getFullName())) {
                    used.add(method.getFullName());
                } else {
                    wrong.add(method.getFullName() + ": write " + Character.toLowerCase(name.charAt(3))
                            + name.substring(4) + "(), or name it in BOUND_BY_NAME with the framework that needs it");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(used).as("waivers that are no longer needed").containsAll(BOUND_BY_NAME.keySet());
    }

    @Test
    void aFileStaysBelowFourHundredLines() {
        var wrong = new ArrayList<String>();
        for (var file : Code.sources(Code.MAIN)) {
            var lines = Code.text(file).lines().count();
            if (lines > LINES) {
                wrong.add(file + " has " + lines + " lines, " + LINES + " are the most: split it by theme");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** True when a type that is not ours declares the method: then the name was not our choice. */
    private static boolean overrides(JavaClass type, JavaMethod method) {
        var supers = new HashSet<JavaClass>(type.getAllRawSuperclasses());
        supers.addAll(type.getAllRawInterfaces());
        return supers.stream()
                .filter(parent -> !Code.ours(parent) || parent.getSimpleName().endsWith("MBean"))
                .flatMap(parent -> parent.getMethods().stream())
                .anyMatch(declared -> declared.getName().equals(method.getName())
                        && declared.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }
}
