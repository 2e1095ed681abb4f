using Unroll.Analysis.Estimators;
using Unroll.Data;

namespace Unroll.Tasks.Classical;

/// <summary>A model of a table of features, fitted to samples.</summary>
internal abstract class FittedTable : FittedModel
{
    // As many rows at once as keep the processors busy and do not fill the memory.
    private const int RowsAtOnce = 4096;

    /// <summary>A sentence about the samples that it learned from; null where these were all.</summary>
    public string? Note { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => [.. new[] { Note, Warning }.OfType<string>()];

    /// <summary>The warning of the fit; null where there is none.</summary>
    protected abstract string? Warning { get; }

    /// <summary>Whether the model reads series, and not features.</summary>
    protected abstract bool ReadsSeries { get; }

    /// <inheritdoc/>
    public override float[] Predict(SampleSource samples, int threads)
    {
        float[]? outputs = null;
        int width = 0;
        for (int start = 0; start < samples.Count; start += RowsAtOnce)
        {
            int[] chosen = [.. Enumerable.Range(start, Math.Min(RowsAtOnce, samples.Count - start))];
            double[][] rows = Predict(SampleFeatures.Of(samples, chosen, ReadsSeries));
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
