package dev.driftwarden.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    private static final String SECRET = "S3cretS3cretS3cret";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://x.blob.core.windows.net/c?sv=1&sig=S3cretS3cretS3cret&se=2\"}",
                "{\"access_token\":\"S3cretS3cretS3cret\"}",
                "{\"clientSecret\" : \"S3cretS3cretS3cret\"}",
                "{\"nested\":\"{\\\"password\\\":\\\"S3cretS3cretS3cret\\\"}\"}",
                "{\"c\":\"AccountName=a;AccountKey=S3cretS3cretS3cret==;x=y\"}",
                "{\"Authorization\":\"Bearer S3cretS3cretS3cret\"}",
                "{\"h\":\"Bearer S3cretS3cretS3cret\"}",
                "{\"x\":\"eyJ0eXAiOiJKV1QiLCJhbGci.S3cretS3cretS3cret.abc\"}",
                "{\"validationCode\":\"S3cretS3cretS3cret\"}",
                "{\"code\":\"S3cretS3cretS3cret\"}",
                "{\"password\":\"a\\\\b\\nS3cretS3cretS3cret\"}",
                "{\"x\":\"a\\neyJ0eXAiOiJKV1QiLCJhbGci.S3cretS3cretS3cret.abc\"}",
                "{\"token\":\"S3cretS3cretS3cret"
            })
    void masksWhatLooksLikeASecret(String event) {
        assertThat(Excerpt.of(event)).doesNotContain(SECRET).contains("***");
    }

    @Test
    void masksASecretThatCrossesTheCut() {
        String event = "x".repeat(Excerpt.LENGTH - 20) + "{\"token\":\"" + SECRET + "y".repeat(20_000);

        assertThat(Excerpt.of(event)).doesNotContain("S3c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-", "a.", "\\", "\"a", "eyJ", "bearer ", "\"a\" ", "token"})
    @Timeout(20)
    void hostileTextCostsNoMoreThanItsLength(String piece) {
        String hostile = piece.repeat(8_000);

        for (int i = 0; i < 500; i++) {
            assertThat(Excerpt.of(hostile)).hasSizeLessThanOrEqualTo(Excerpt.LENGTH);
        }
    }

    @Test
    void leavesOrdinaryFieldsReadable() {
        String event =
                "{\"subject\":\"/subscriptions/x\",\"operationName\":\"a/b/write\",\"keyId\":\"k\",\"claims\":{\"name\":\"Ada\"}}";

        assertThat(Excerpt.of(event)).isEqualTo(event);
    }

    @Test
    void aReasonThatQuotesASubjectIsMaskedToo() {
        String event = """
                {"id":"1","topic":"","subject":"/subscriptions/x?sig=S3cretS3cretS3cret","eventType":\
                "Microsoft.Resources.ResourceWriteSuccess","eventTime":"2026-10-01T00:00:00Z","dataVersion":"2","data":{}}""";

        ParsedEvent parsed = new EventParser(Clock.systemUTC(), Set.of(), Set.of())
                .parse(event)
                .get(0);

        assertThat(parsed.toString()).doesNotContain(SECRET);
    }
}
