package dev.driftwarden.preflight;

/**
 * What one check came to.
 *
 * @param area what it is about: {@code policy}, {@code permissions}, {@code events} …
 * @param place where in Azure or in a file
 * @param finding one sentence
 * @param remedy what to do; empty when there is nothing to do
 */
public record Check(Outcome outcome, String area, String place, String finding, String remedy) {

    /** How grave it is. */
    public enum Outcome {
        OK,
        /** It works, but not as it should. */
        WARN,
        /** It could not be found out. */
        UNKNOWN,
        /** The bot will not do what is asked of it. */
        FAIL
    }

    static Check ok(String area, String place, String finding) {
        return new Check(Outcome.OK, area, place, finding, "");
    }

    static Check warn(String area, String place, String finding, String remedy) {
        return new Check(Outcome.WARN, area, place, finding, remedy);
    }

    static Check unknown(String area, String place, String finding, String remedy) {
        return new Check(Outcome.UNKNOWN, area, place, finding, remedy);
    }

    static Check fail(String area, String place, String finding, String remedy) {
        return new Check(Outcome.FAIL, area, place, finding, remedy);
    }
}
