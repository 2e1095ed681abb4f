using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of the members of an ensemble of recipes: each is a recipe, and they differ where they may.</summary>
internal static class MemberChecks
{
    /// <summary>Checks the members of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="isWhole">Whether it must name its data and its networks.</param>
    /// <exception cref="InputException">A member is no recipe, or differs where it may not.</exception>
    public static void Check(Recipe recipe, bool isWhole)
    {
        if (recipe.Task.MemberSections.Count == 0)
        {
            throw recipe.Error("members", $"the task {recipe.Task.Name} does not average members. Remove them.");
        }

        if (recipe.Members.Count == 1)
        {
            throw recipe.Error("members", "there is one member, but two are averaged at least. Name another one, or make it the recipe.");
        }

        int weighted = recipe.Members.ToList().FindIndex(member => member.Weight != 1);
        if (recipe.Combine == MemberAverage.Median && weighted >= 0)
        {
            throw recipe.Error(
                $"{Recipe.Item("members", weighted)}.weight",
                "weights belong to combine: mean, and this is combine: median. Keep one of them.");
        }

        string[] names = [.. NamesOf(recipe)];
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw recipe.Error(
                Recipe.Item("members", Array.LastIndexOf(names, twice.Key)),
                $"two members are named \"{twice.Key}\". Give each its own name.");
        }

        JsonObject own = Written(recipe);
        foreach (Recipe member in recipe.MemberRecipes)
        {
            CheckShared(recipe, member, own);
            RecipeChecks.Check(member, isWhole);
        }
    }

    /// <summary>The names of members in results: those given, or their numbers.</summary>
    public static IEnumerable<string> NamesOf(Recipe recipe) => recipe.Members.Select((member, index) =>
        member.Name ?? string.Create(CultureInfo.InvariantCulture, $"member {index + 1}"));

    /// <summary>Data, split and whatever results are measured by are those of the recipe.</summary>
    private static void CheckShared(Recipe recipe, Recipe member, JsonObject own)
    {
        JsonObject its = Written(member);
        IReadOnlyList<string> free = MemberRecipes.KeysOf(recipe.Task);
        foreach (string key in own.Select(pair => pair.Key).Union(its.Select(pair => pair.Key)).Except([.. free, "name"]))
        {
            if (key is not ("members" or "combine") && !JsonNode.DeepEquals(own[key], its[key]))
            {
                throw member.Error(key,
                    $"is that of the recipe, since predictions for the same samples are averaged. Leave it out, or give the same; a member "
                    + $"may have its own {string.Join(", ", free)}.");
            }
        }

        foreach ((string key, Func<TrainRecipe, bool> isGiven) in (ReadOnlySpan<(string, Func<TrainRecipe, bool>)>)
            [("refit", train => train.Refit), ("fit-on-all", train => train.FitOnAll)])
        {
            if (isGiven(member.Train) && !isGiven(recipe.Train))
            {
                throw member.Error($"train.{key}", "is for all members. Give it in the recipe's train.");
            }
        }
    }

    private static JsonObject Written(Recipe recipe) => (JsonObject)RecipeSections.For(recipe.Task).Write(recipe)!;
}
