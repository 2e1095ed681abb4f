using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A support vector machine of two classes with probabilities.</summary>
/// <param name="Function">The decision function, above 0 for the first class.</param>
/// <param name="Scaling">Its values as probabilities.</param>
internal sealed record SupportVectorPair(SupportVectors Function, PlattScaling Scaling)
{
    private const int Folds = 5;

    /// <summary>Learns two classes; probabilities come from values of rows that were left out.</summary>
    /// <param name="rows">The rows, scaled.</param>
    /// <param name="signs">1 for the first class, −1 for the second.</param>
    /// <param name="options">Kernel and cost.</param>
    /// <param name="gamma">The γ of the radial basis function.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SupportVectorPair Fit(
        double[][] rows, int[] signs, SupportVectorOptions options, double gamma, CancellationToken cancellation)
    {
        SupportVectors function = SupportVectors.OfClasses(rows, signs, options, gamma, cancellation);
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        new RandomStream(1).Shuffle<int>(order);

        // Rows are dealt out class by class, so that no part is without one of the classes if that can be.
        order = [.. order.OrderBy(row => signs[row])];
        double[] values = new double[rows.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] kept = [.. order.Where((_, i) => i % Folds != fold)];
            int[] kinds = [.. kept.Select(row => signs[row]).Distinct()];
            SupportVectors? without = kinds.Length < 2 ? null
                : SupportVectors.OfClasses(
                    [.. kept.Select(row => rows[row])], [.. kept.Select(row => signs[row])], options, gamma, cancellation);
            foreach (int row in order.Where((_, i) => i % Folds == fold))
            {
                values[row] = without?.Decide(rows[row]) ?? (kinds.Length == 1 ? kinds[0] : 0);
            }
        }

        return new SupportVectorPair(function, PlattScaling.Fit(values, signs));
    }

    public static SupportVectorPair Load(JsonNode json) => new(
        SupportVectors.Load(json["function"]!), new PlattScaling(json["slope"]!.GetValue<double>(), json["offset"]!.GetValue<double>()));

    /// <summary>The machine as JSON.</summary>
    public JsonObject Save() => new() { ["function"] = Function.Save(), ["slope"] = Scaling.Slope, ["offset"] = Scaling.Offset };

    /// <summary>The probability of the first class.</summary>
    /// <param name="row">A row, scaled.</param>
    public double Probability(double[] row) => Scaling.Probability(Function.Decide(row));
}
