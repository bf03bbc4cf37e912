package io.ohmykube.addons;

import io.ohmykube.config.ClusterSpec;
import java.util.List;
import java.util.Set;

/** The add-ons there are. */
public interface AddOnCatalogue {
    /** Throws {@link IllegalArgumentException} naming the add-ons there are when there is none of that name. */
    AddOn require(String name);

    /** The names of the add-ons of a category, sorted: the values of {@code --cni} and the like, without {@code none}. */
    Set<String> names(String category);

    /** The add-ons a cluster asks for, in an order in which requirements come first. */
    List<AddOn> of(ClusterSpec spec);
}
