using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of classical models, in the place of a network and among the baselines.</summary>
internal static class ClassicalChecks
{
    private const string WordModel = "bag-of-words";

    /// <summary>Keys of <c>train</c> that mean something without a network.</summary>
    public static IReadOnlyList<string> MeaningfulKeys { get; } = ["seed", "refit", "fit-on-all"];

    /// <summary>Checks the classical models of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="InputException">One does not fit, or stands beside what belongs to networks.</exception>
    public static void Check(Recipe recipe)
    {
        for (int i = 0; i < recipe.Baselines.Count; i++)
        {
            string field = FieldOf(recipe, recipe.Baselines[i]), name = recipe.Baselines[i].Name;
            CheckModel(recipe, field, recipe.Baselines[i]);
            if (recipe.Baselines.Take(i).Any(other => other.Name == name))
            {
                throw recipe.Error(field, $"{name} is listed twice, so that its scores could not be told apart. Name each once.");
            }
        }

        if (recipe.Classical is { } model)
        {
            CheckModel(recipe, "model", model);
            CheckAlone(recipe, model);
        }
    }

    /// <summary>The field of a classical model among the baselines.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="baseline">The model.</param>
    public static string FieldOf(Recipe recipe, ClassicalModel baseline) =>
        recipe.Baselines.Count == 1 ? "baselines" : Recipe.Item("baselines", recipe.Baselines.ToList().IndexOf(baseline));

    private static void CheckModel(Recipe recipe, string field, ClassicalModel model)
    {
        // A ConfigurationException has its place already.
        try
        {
            model.Check();
        }
        catch (Exception exception) when (exception is ArgumentException or InputException and not ConfigurationException)
        {
            throw recipe.Error(field, exception);
        }

        bool hasTexts = recipe.Data.Texts.Count > 0;
        if (hasTexts ? !model.ReadsTexts : recipe.Data.Categories.Count > 0)
        {
            throw recipe.Error(
                field, $"{model.Name} takes numbers, but the data have texts ({string.Join(", ", recipe.Data.Texts
                    .Concat(recipe.Data.Categories))}), whose codes are none. Take "
                    + $"{(hasTexts && recipe.Task.ClassicalModels.Any(catalogue => catalogue.Has(WordModel)) ? $"{WordModel}, " : "")}a "
                    + "network with an embedding, or other columns.");
        }

        if (model.NeedsTexts && !hasTexts)
        {
            throw recipe.Error(
                field, $"{model.Name} reads the words of texts, but the data have none. Name a column of texts in data.text, or take a "
                + "model of numbers, such as logistic.");
        }

        if (model.ReadsCharacters)
        {
            CheckCharacters(recipe, model);
        }

        recipe.Task.CheckClassical(recipe, field, model);
    }

    /// <summary>Refuses steps that give no characters, those of a whole text for each of its tokens, or texts beside them.</summary>
    private static void CheckCharacters(Recipe recipe, ClassicalModel model)
    {
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(step => step.Create())];
        int characters = Array.FindIndex(steps, step => step is CharacterStep);
        if (characters < 0)
        {
            throw recipe.Error(
                "prepare.steps", $"no step makes codes of characters, which {model.Name} reads here. Take split-texts, behind it "
                + "characters, for example characters: {length: 24}, and behind that tokenize: {unit: row}.");
        }

        if (Array.FindIndex(steps, characters, step => step.ChangesRows) is >= 0 and var later)
        {
            throw recipe.Error(
                Recipe.Item("prepare.steps", later),
                $"{steps[later].Name} makes a row of each token behind characters, so that {model.Name} would read the characters of "
                + "the whole text in each of them. Put split-texts before characters, and take tokenize: {unit: row}.");
        }

        // The texts themselves stay behind characters, which no model takes, whether it reads their codes or not.
        if (!steps.Skip(characters).Any(step => step is TokenizeStep or EmbeddingCodeStep or OneHotStep))
        {
            throw recipe.Error(
                Recipe.Item("prepare.steps", characters),
                $"characters keeps the words beside their characters, and no step behind it makes codes of them, though {model.Name} "
                + "reads the characters alone. Add tokenize: {unit: row} behind characters.");
        }
    }

    /// <summary>Refuses what belongs to networks beside a classical model in the place of one.</summary>
    private static void CheckAlone(Recipe recipe, ClassicalModel model)
    {
        if (recipe.Models.Count > 0 || recipe.Outputs.Count > 0)
        {
            throw recipe.Error(
                recipe.Models.Count > 0 ? "models" : "outputs",
                $"belongs to networks, but model is {model.Name}. Leave it out.");
        }

        SettingValues given = TrainRecipe.Section.ReadBack(recipe.Train);
        if (TrainRecipe.Section.Settings.FirstOrDefault(
            setting => given.IsGiven(setting) && !MeaningfulKeys.Contains(setting.Name)) is { } idle)
        {
            throw recipe.Error(
                $"train.{idle.Name}", $"belongs to networks: {model.Name} is fitted in its own way, once. Leave it out.");
        }
    }
}
