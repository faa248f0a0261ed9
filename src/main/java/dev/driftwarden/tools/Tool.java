package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.site.Parameters;
import java.util.Set;

/** One question that can be asked. */
interface Tool {

    String name();

    /** The names of the arguments that it takes. */
    Set<String> arguments();

    /**
     * The answer. What is wrong with the arguments is collected in them; the answer is then not shown.
     *
     * @throws NothingFoundException when what is asked for does not exist
     */
    JsonNode answer(Parameters arguments);
}
