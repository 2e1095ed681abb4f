using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Data;

namespace Unroll.Tasks.Classical;

/// <summary>A model of a table of features, fitted to samples.</summary>
internal sealed class FittedTable : FittedModel
{
    /// <summary>The kind of a regression in what is saved.</summary>
    public const string RegressionKind = "regression";

    /// <summary>The kind of a classification in what is saved.</summary>
    public const string ClassificationKind = "classification";

    private const string FitKey = "fit", ChannelsKey = "channels";

    // As many rows at once as keep the processors busy and do not fill the memory.
    private const int RowsAtOnce = 4096;

    private readonly EstimatorFit _fit;
    private readonly string _kind;
    private readonly int[] _channels = [];
    private readonly Func<FeatureTable, double[][]> _predict;

    /// <summary>Creates a regression.</summary>
    /// <param name="fit">The fit.</param>
    public FittedTable(RegressionFit fit) => (_fit, _kind, _predict) = (fit, RegressionKind, fit.Predict);

    /// <summary>Creates a classification, whose outputs are the probabilities of the classes.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="channels">The channels of a series that it reads; none for all.</param>
    public FittedTable(ClassificationFit fit, IEnumerable<int> channels) =>
        (_fit, _kind, _predict, _channels) = (fit, ClassificationKind, fit.PredictProbabilities, [.. channels]);

    /// <summary>A sentence about the samples that it learned from; null where these were all.</summary>
    public string? Note { get; set; }

    /// <inheritdoc/>
    public override string Description => _fit.Description;

    /// <inheritdoc/>
    public override int ParameterCount => _fit.Parameters.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => [.. new[] { Note, _fit.Warning }.OfType<string>()];

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject json = new() { [Kind] = _kind, [FitKey] = _fit.Save() };
        if (_channels.Length > 0)
        {
            json[ChannelsKey] = new JsonArray([.. _channels.Select(channel => (JsonNode)channel)]);
        }

        return json;
    }

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static new FittedTable FromJson(JsonObject json) => json[Kind]!.GetValue<string>() == RegressionKind
        ? new(RegressionFit.Load(json[FitKey]!))
        : new(ClassificationFit.Load(json[FitKey]!), json[ChannelsKey]?.AsArray().Select(channel => channel!.GetValue<int>()) ?? []);

    /// <inheritdoc/>
    public override float[] Predict(SampleSource samples, int threads)
    {
        float[]? outputs = null;
        int width = 0;
        foreach ((int start, FeatureTable features) in Tables(samples))
        {
            double[][] rows = _predict(features);
            width = rows[0].Length;
            outputs ??= new float[checked(samples.Count * width)];
            for (int row = 0; row < rows.Length; row++)
            {
                for (int output = 0; output < width; output++)
                {
                    outputs[((start + row) * width) + output] = (float)rows[row][output];
                }
            }
        }

        return outputs ?? [];
    }

    /// <inheritdoc/>
    public override bool[] LackKnownTokens(SampleSource samples) => _fit is ClassificationFit fit
        ? [.. Tables(samples).SelectMany(table => fit.LackKnownTokens(table.Features))] : base.LackKnownTokens(samples);

    /// <summary>The features of samples, some at a time, with the index of the first.</summary>
    private IEnumerable<(int Start, FeatureTable Features)> Tables(SampleSource samples)
    {
        for (int start = 0; start < samples.Count; start += RowsAtOnce)
        {
            int[] chosen = [.. Enumerable.Range(start, Math.Min(RowsAtOnce, samples.Count - start))];
            yield return (start, SampleFeatures.Of(samples, chosen, _fit.ReadsSeries, channels: _channels));
        }
    }
}
