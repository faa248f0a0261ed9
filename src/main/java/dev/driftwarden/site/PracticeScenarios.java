package dev.driftwarden.site;

import java.util.List;

/** What a visitor of the practice tenant can make happen; a real tenant has none. */
public interface PracticeScenarios {
    /** No practice tenant. */
    PracticeScenarios NONE = new PracticeScenarios() {
        @Override
        public List<Scenario> all() {
            return List.of();
        }

        @Override
        public boolean run(String name) {
            return false;
        }
    };

    /**
     * Something that can be made to happen.
     *
     * @param name stable, for addresses and programs
     * @param title on the button, for instance "Make a storage account public"
     * @param text what will happen, one sentence
     */
    record Scenario(String name, String title, String text) {}

    List<Scenario> all();

    /** Makes it happen; false when there is no such scenario or it could not be done. */
    boolean run(String name);
}
