package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubOptionsTest {
    private static final Path HOME = RunningHub.emptyHome();

    @Test
    void withoutOptionsTheWorkingDirectoryIsTheHome() {
        assertThat(HubOptions.read(List.of(), HOME))
                .isEqualTo(new HubOptions.Read.Understood(
                        new HubOptions(HOME, HOME.resolve("data"), Optional.empty(), List.of())));
    }

    @Test
    void everyOptionIsRead() {
        var arguments =
                List.of("--home", HOME.toString(), "--data=/var/lib/hub", "--env", "preprod", "--server.port=0");
        assertThat(HubOptions.read(arguments, Path.of("/")))
                .isEqualTo(new HubOptions.Read.Understood(new HubOptions(
                        HOME, Path.of("/var/lib/hub"), Optional.of("preprod"), List.of("--server.port=0"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hoem=/srv/hub   | HUB-001 | unknown option --hoem=/srv/hub; did you mean '--home'?",
                "--home            | HUB-001 | --home needs a value, as in --home /srv/hub",
                "--env=            | HUB-001 | --env needs a value, as in --env preprod",
                "server.port=0     | HUB-001 | unknown option server.port=0",
                "--server.port     | HUB-001 | unknown option --server.port",
                "--spring.config.location=x | HUB-003 | is switched off",
                "--spring.profiles.active=x | HUB-003 | per environment with --env",
                "--home=/nowhere   | HUB-002 | /nowhere is no home: it has no config/hub.yaml."
            })
    void wrongOptionsSayWhatToDo(String argument, String code, String text) {
        assertThat(HubOptions.read(List.of(argument), HOME))
                .isInstanceOfSatisfying(HubOptions.Read.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.text()).contains(text);
                });
    }
}
