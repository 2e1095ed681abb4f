using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Fits of several outputs, each learned by itself.</summary>
internal sealed class SeparateFits : RegressionFit
{
    private const string Key = "outputs";
    private readonly RegressionFit[] _fits;

    public SeparateFits(RegressionFit[] fits)
    {
        _fits = fits;
        Warning = Array.Find(fits, fit => fit.Warning is not null)?.Warning;
    }

    public override string Description => $"{_fits[0].Description}; {CountFormatter.Format(_fits.Length, "outputs")}";

    public override IReadOnlyList<ParameterEstimate> Parameters =>
        [.. _fits.SelectMany((fit, output) => fit.Parameters.Select(
            parameter => parameter with { Name = $"output-{output + 1}.{parameter.Name}" }))];

    public override bool HasIntervals => Array.TrueForAll(_fits, fit => fit.HasIntervals);

    /// <summary>The states of the outputs; null where the state is that of a single one.</summary>
    public static IEnumerable<JsonObject>? StatesOf(JsonObject state) =>
        state[Key]?.AsArray().Select(output => output!.AsObject());

    protected internal override JsonObject SaveState() =>
        new() { [Key] = new JsonArray([.. _fits.Select(fit => (JsonNode)fit.SaveState())]) };

    protected internal override double[][] PredictCore(FeatureTable features)
    {
        double[][][] outputs = [.. _fits.Select(fit => fit.PredictCore(features))];
        return [.. Enumerable.Range(0, features.Count).Select(row => (double[])[.. outputs.Select(output => output[row][0])])];
    }

    protected internal override IReadOnlyList<PredictionIntervals> IntervalsCore(FeatureTable features, double coverage) =>
        HasIntervals ? [.. _fits.SelectMany(fit => fit.IntervalsCore(features, coverage))] : [];
}
