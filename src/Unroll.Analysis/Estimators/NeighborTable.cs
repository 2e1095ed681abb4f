using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>The rows that models of nearest neighbours have learned by heart, and the search among them.</summary>
/// <param name="options">The settings.</param>
/// <param name="usual">Number of neighbours unless the settings have one.</param>
/// <param name="rows">The rows.</param>
/// <param name="channels">Channels of a row that is a series.</param>
internal sealed class NeighborTable(NeighborOptions options, int usual, double[][] rows, int channels)
{
    private readonly NeighborIndex _index = new(rows, channels, options);

    /// <summary>The fitted model in one line.</summary>
    public string Description =>
        $"{CountFormatter.Format(Neighbors, "nearest neighbours")} of {CountFormatter.Format(rows.Length, "rows")}";

    private int Neighbors => options.Neighbors ?? usual;

    /// <summary>The table of rows as they are now: what later becomes of the caller's arrays does not change it.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="usual">The neighbours where the settings have none.</param>
    /// <param name="features">The rows.</param>
    /// <exception cref="InputException">More neighbours are asked for than there are rows.</exception>
    public static NeighborTable Of(NeighborOptions options, int usual, FeatureTable features)
    {
        if (options.Neighbors is { } neighbors && neighbors != usual && neighbors > features.Count)
        {
            throw new InputException(
                $"neighbors is {neighbors}, but there are {CountFormatter.Format(features.Count, "rows")} to learn from: give at most "
                + $"{features.Count}.");
        }

        return new(options, usual, Copy(features.Rows), features.Channels);
    }

    /// <summary>A copy of rows.</summary>
    /// <param name="rows">The rows.</param>
    public static double[][] Copy(double[][] rows) => [.. rows.Select(row => (double[])row.Clone())];

    /// <summary>Takes up a table.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="usual">Number of neighbours unless the settings have one.</param>
    /// <param name="state">What <see cref="Save"/> gave, with other entries.</param>
    public static NeighborTable Load(NeighborOptions options, int usual, JsonObject state) =>
        new(options, usual, SavedEstimator.Rows(state["rows"]), state["channels"]!.GetValue<int>());

    /// <summary>The table as JSON, to which a model adds what it knows of each row.</summary>
    public JsonObject Save() => new() { ["rows"] = SavedEstimator.Rows(rows), ["channels"] = channels };

    /// <summary>The predictions for rows, on all processors.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="join">The prediction by the numbers of the nearest rows.</param>
    public double[][] Predict(FeatureTable features, Func<int[], double[]> join)
    {
        double[][] predicted = new double[features.Count][];
        Workers.For(
            features.Count, row => predicted[row] = join(_index.Nearest(features.Rows[row], Neighbors)), CancellationToken.None);
        return predicted;
    }
}
