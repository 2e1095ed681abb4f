using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// The second half of <see cref="ReversibleNormalization"/>: what the layers between made of a normalised window gets its statistics back,
/// x = (y − β)/(γ + ε²)·s + m. Inputs: y, a sequence of the normalised features or a vector of them step by step; the statistics.
/// </summary>
internal sealed class WindowDenormalization(WindowNormalization normalization) : Layer
{
    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        int features = inputs[1].Features / 2;
        return inputs[0].Features % features == 0
            ? [inputs[0]]
            : throw new ArgumentException(
                $"ReversibleNormalization normalises {CountFormatter.Format(features, "features")}, but its layers give "
                + $"{inputs[0]}, whose features cannot "
                + $"continue them: let the last layer give {CountFormatter.Format(features, "features")} a step, "
                + "or name the Features that the outputs continue.");
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        TimeMajorSpan input = pass.Input(), output = pass.Output();
        int features = pass.InputShape(1).Features / 2;
        for (int t = 0; t < input.Timesteps; t++)
        {
            for (int row = 0; row < input.Rows; row++)
            {
                ReadOnlySpan<float> y = input.At(t, row), statistics = pass.Input(1).At(0, row);
                Span<float> x = output.At(t, row);
                for (int i = 0, k = 0; i < y.Length; i++, k = k + 1 == features ? 0 : k + 1)
                {
                    x[i] = ((y[i] - Shift(k)) / Divisor(k) * statistics[features + k]) + statistics[k];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        TimeMajorSpan input = pass.Input(), gradient = pass.OutputGradient();
        TimeMajorSpan inputGradient = pass.InputGradient(), ofStatistics = pass.InputGradient(1);
        int features = pass.InputShape(1).Features / 2;
        Span<float> ofGamma = normalization.Gamma is null ? default : pass.Context.Gradient(normalization.Gamma);
        Span<float> ofBeta = normalization.Beta is null ? default : pass.Context.Gradient(normalization.Beta);
        if (!ofStatistics.IsEmpty)
        {
            ofStatistics.Values.Clear();
        }

        for (int t = 0; t < input.Timesteps; t++)
        {
            for (int row = 0; row < input.Rows; row++)
            {
                ReadOnlySpan<float> y = input.At(t, row), g = gradient.At(t, row), statistics = pass.Input(1).At(0, row);
                for (int i = 0, k = 0; i < y.Length; i++, k = k + 1 == features ? 0 : k + 1)
                {
                    float standard = (y[i] - Shift(k)) / Divisor(k);
                    float ofY = g[i] * statistics[features + k] / Divisor(k);
                    if (!inputGradient.IsEmpty)
                    {
                        inputGradient.At(t, row)[i] = ofY;
                    }

                    if (!ofStatistics.IsEmpty)
                    {
                        ofStatistics.At(0, row)[k] += g[i];
                        ofStatistics.At(0, row)[features + k] += g[i] * standard;
                    }

                    if (!ofGamma.IsEmpty)
                    {
                        ofBeta[k] -= ofY;
                        ofGamma[k] -= ofY * standard;
                    }
                }
            }
        }
    }

    private float Shift(int feature) => normalization.Beta is null ? 0 : normalization.Beta.Values[feature];

    private float Divisor(int feature) =>
        normalization.Gamma is null ? 1 : normalization.Gamma.Values[feature] + normalization.GammaEpsilon;
}
