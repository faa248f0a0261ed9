package dev.driftwarden.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource({
        "TLS1_2,12",
        "tls1_3,13",
        "1.2,12",
        "Tls12,12",
        "TLSv1.2,12",
        "TLSV1.1,11",
        "TLSv1,10",
        "TLS1_0,10",
        "None,0"
    })
    void readsEverySpellingOfATlsVersion(String text, int version) {
        assertThat(Texts.tlsVersion(text)).hasValue(version);
    }

    @Test
    void newerTlsIsEnoughAndUnknownIsNeitherNewNorOld() {
        assertThat(Texts.tlsAtLeast("TLS1_3", "1.2")).isTrue();
        assertThat(Texts.tlsAtLeast("1.1", "TLS1_2")).isFalse();
        assertThatThrownBy(() -> Texts.tlsAtLeast("TLS9", "1.2")).isInstanceOf(UndecidableException.class);
        assertThatThrownBy(() -> Texts.tlsAtLeast("", "1.2")).isInstanceOf(UndecidableException.class);
    }

    @Test
    void splitsListsAtCommas() {
        assertThat(Texts.parts(" AzureServices, Logging,,")).containsExactly("AzureServices", "Logging");
        assertThat(Texts.lowerParts("TLSv1.2,TLSv1.3")).containsExactly("tlsv1.2", "tlsv1.3");
        assertThat(Texts.parts("")).isEmpty();
    }
}
