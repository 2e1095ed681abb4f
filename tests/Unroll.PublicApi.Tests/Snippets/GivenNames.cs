namespace Unroll.PublicApi.Tests.Snippets;

/// <summary>The names that blocks of C# take from the text of their pages, with their types.</summary>
internal static class GivenNames
{
    private static readonly Dictionary<string, string> _pages = new()
    {
        ["README.md"] = "string file, folder",
        ["docs/analysis.md"] =
            "double[] values, times, longer, north, south, interest, output; double newValue; string[] names; int[] labels;" +
            "double[][] columns, comingRegressors, rows, otherRows",
        ["docs/anomalies.md"] = "double[] values, usual, later",
        ["docs/architecture.md"] =
            "SequenceClassifier learner; SeriesSet series; LearnerOptions options; CancellationToken cancellationToken",
        ["docs/attention.md"] = "Graph model; Signal words, vectors; MultiHeadAttention attention; float[,] samples",
        ["docs/change-points.md"] = "double[] values, first, second; double newValue",
        ["docs/classification.md"] = "SeriesSet patients, machines, others",
        ["docs/coming-from-keras-and-pytorch.md"] = "Model model; float[,,] x; float[] y, batch, targets",
        ["docs/evaluation.md"] = "double[] differences",
        ["docs/forecasting.md"] = "Forecaster forecaster; SeriesSet history; Frame frame, planned",
        ["docs/insight.md"] =
            "Model model; SampleSource samples; InputSample sample; int timestep, feature; string[] tokens; " +
            "int[] codes, before, prompt; string[] vocabulary; RecurrentTrace[] traces; TextGenerator generator",
        ["docs/interchange.md"] = "Sequential model; Dictionary<string, string> map",
        ["docs/labelling.md"] = "SeriesSet machines, others",
        ["docs/networks.md"] =
            "int[][] sentences, translations, others; Model model; int rows, timesteps; float[] input, target; Lstm lstm",
        ["docs/preparing.md"] =
            "SeriesSet series, others; double[] forecast; int firstRow; Preparation preparation; PreparedSet prepared",
        ["docs/recipes.md"] = "CancellationToken token",
        ["docs/regression.md"] = "SequenceRegressor regressor; SeriesSet engines, others",
        ["docs/serving.md"] = "string path; float[] windows; float[][] measurements",
        ["docs/streaming.md"] = "DateTime time; double value",
        ["docs/training.md"] =
            "Model model; Graph graph; float[,,] x, past; float[] y, sales, returns; float[,] calendar; " +
            "FitOptions options; SampleSource samples; float[][,] sequences; int[] classes; Func<(float[], float[])> NextBatch",
        ["docs/translation.md"] = "SeriesSet pairs; string[] texts",
        ["docs/windows.md"] =
            "Frame north, south; ChronologicalSplit split; Model model; WindowedSeries[] series; WindowColumns columns; " +
            "SeriesSet set; int[] codes",
    };

    /// <summary>The declarations for a page as static fields.</summary>
    public static string Of(string page)
    {
        const StringSplitOptions Options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        string[] names = _pages.GetValueOrDefault(page, "").Split(';', Options);
        return string.Concat(names.Select(name => $"public static {name}; "));
    }
}
