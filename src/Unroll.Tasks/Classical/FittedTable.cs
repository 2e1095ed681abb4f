using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Data;

namespace Unroll.Tasks.Classical;

/// <summary>A model of a table of features, fitted to samples.</summary>
/// <param name="fit">The fit.</param>
/// <param name="kind">Its kind in what is saved.</param>
internal abstract class FittedTable(EstimatorFit fit, string kind) : FittedModel
{
    /// <summary>The key of the fit in what is saved.</summary>
    protected const string FitKey = "fit";

    // As many rows at once as keep the processors busy and do not fill the memory.
    private const int RowsAtOnce = 4096;

    /// <summary>A sentence about the samples that it learned from; null where these were all.</summary>
    public string? Note { get; set; }

    /// <inheritdoc/>
    public sealed override string Description => fit.Description;

    /// <inheritdoc/>
    public sealed override int ParameterCount => fit.Parameters.Count;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Warnings => [.. new[] { Note, fit.Warning }.OfType<string>()];

    /// <inheritdoc/>
    public sealed override JsonObject ToJson() => new() { [Kind] = kind, [FitKey] = fit.Save() };

    /// <inheritdoc/>
    public override float[] Predict(SampleSource samples, int threads)
    {
        float[]? outputs = null;
        int width = 0;
        for (int start = 0; start < samples.Count; start += RowsAtOnce)
        {
            int[] chosen = [.. Enumerable.Range(start, Math.Min(RowsAtOnce, samples.Count - start))];
            double[][] rows = Predict(SampleFeatures.Of(samples, chosen, fit.ReadsSeries));
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

    /// <summary>The outputs of rows, [row][output].</summary>
    /// <param name="rows">The rows.</param>
    protected abstract double[][] Predict(FeatureTable rows);
}
