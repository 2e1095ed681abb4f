using Unroll.Losses;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>An output of a network that predicts numbers: its targets, its loss, and the meaning of its numbers.</summary>
internal sealed class OutputHead
{
    private OutputHead(IReadOnlyList<int> targets, Loss loss) => (Targets, Loss, Numbers) = (targets, loss, new NumberHead(loss));

    /// <summary>Indices of its targets among those of the recipe.</summary>
    public IReadOnlyList<int> Targets { get; }

    /// <summary>Its loss.</summary>
    public Loss Loss { get; }

    /// <summary>The meaning of its numbers.</summary>
    public NumberHead Numbers { get; }

    /// <summary>Numbers that it gives for each step that is predicted.</summary>
    public int Width => checked(Targets.Count * Numbers.Each);

    /// <summary>
    /// The heads of a recipe's outputs; one for all targets where it names none. The loss is the mean squared error by default.
    /// </summary>
    /// <param name="recipe">The recipe, checked.</param>
    /// <param name="targets">Names of all targets.</param>
    public static IReadOnlyList<OutputHead> Of(Recipe recipe, IReadOnlyList<string> targets) =>
    [
        .. Enumerable.Range(0, Math.Max(1, recipe.Outputs.Count)).Select(place => new OutputHead(
            RecipeOutputs.TargetsOf(recipe, place, targets), RecipeOutputs.LossOf(recipe, place)?.Create() ?? new MeanSquaredError())),
    ];
}
