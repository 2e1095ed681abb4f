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

    /// <summary>Names of its numbers: <c>load</c>, <c>q0.1 of load</c>, <c>location of load at step 2</c>.</summary>
    /// <param name="targets">Names of all targets of the recipe.</param>
    /// <param name="steps">Steps that are predicted side by side.</param>
    public string[] NamesOf(IReadOnlyList<string> targets, int steps)
    {
        string[] names = new string[steps * Width];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < Targets.Count; i++)
            {
                for (int number = 0; number < Numbers.Each; number++)
                {
                    names[Numbers.PlaceOf(number, (step * Targets.Count) + i, steps * Targets.Count)] =
                        Numbers.NameOf(number, targets[Targets[i]])
                        + (steps == 1 ? "" : FormattableString.Invariant($" at step {step + 1}"));
                }
            }
        }

        return names;
    }

    /// <summary>The places of the predictions of its first target, one for each step.</summary>
    /// <param name="steps">Steps that are predicted side by side.</param>
    public int[] PointsOf(int steps) => [.. Enumerable.Range(0, steps).Select(
        step => Numbers.PlaceOf(Numbers.Point, step * Targets.Count, steps * Targets.Count))];

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
