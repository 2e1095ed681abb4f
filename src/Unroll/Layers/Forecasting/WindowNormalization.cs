using Unroll.Data;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// The first half of <see cref="ReversibleNormalization"/>: a window normalised by its own statistics, and as a second output these
/// statistics, the location m of each feature and then its scale s: z = γ·(x − m)/s + β.
/// </summary>
internal sealed class WindowNormalization(ReversibleNormalizationOptions options) : Layer
{
    private int[] _features = [];

    /// <summary>The trained scale of each normalised feature; null where there is none.</summary>
    public Parameter? Gamma { get; private set; }

    /// <summary>The trained shift of each normalised feature; null where there is none.</summary>
    public Parameter? Beta { get; private set; }

    /// <summary>The addend of γ in the inverse before the division, as in the published code: ε².</summary>
    public float GammaEpsilon => options.Epsilon * options.Epsilon;

    private bool Scales => options.Statistics == WindowStatistics.MeanAndDeviation;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(nameof(ReversibleNormalization), InputShape, input);
        }

        if (options.Features.Count > 0 && options.Features.Max() >= input.Features)
        {
            throw new ArgumentException(
                $"ReversibleNormalization is to normalise feature {options.Features.Max()}, but got {input}, whose features are 0 to "
                + $"{input.Features - 1}: name features that there are.");
        }

        return [input, Shape.Vector(2 * (options.Features.Count > 0 ? options.Features.Count : input.Features))];
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        TimeMajorSpan input = pass.Input(), output = pass.Output(), statistics = pass.Output(1);
        input.Values.CopyTo(output.Values);
        for (int row = 0; row < input.Rows; row++)
        {
            Span<float> ofRow = statistics.At(0, row);
            for (int k = 0; k < _features.Length; k++)
            {
                (float location, float scale) = Measure(input, row, _features[k]);
                (ofRow[k], ofRow[_features.Length + k]) = (location, scale);
                float factor = (Gamma is null ? 1 : Gamma.Values[k]) / scale, shift = Beta is null ? 0 : Beta.Values[k];
                for (int t = 0; t < input.Timesteps; t++)
                {
                    output.At(t, row)[_features[k]] = ((input.At(t, row)[_features[k]] - location) * factor) + shift;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        TimeMajorSpan input = pass.Input(), statistics = pass.Output(1);
        TimeMajorSpan gradient = pass.OutputGradient(), ofStatistics = pass.OutputGradient(1), inputGradient = pass.InputGradient();
        if (!inputGradient.IsEmpty)
        {
            gradient.Values.CopyTo(inputGradient.Values);
        }

        for (int row = 0; row < input.Rows; row++)
        {
            ReadOnlySpan<float> ofRow = statistics.At(0, row);
            for (int k = 0; k < _features.Length; k++)
            {
                int feature = _features[k];
                (float location, float scale) = (ofRow[k], ofRow[_features.Length + k]);
                (float sum, float alongNormalized) = (0, 0);
                for (int t = 0; t < input.Timesteps; t++)
                {
                    float g = gradient.At(t, row)[feature];
                    sum += g;
                    alongNormalized += g * (input.At(t, row)[feature] - location) / scale;
                }

                AddParameterGradients(pass.Context, k, sum, alongNormalized);
                if (!inputGradient.IsEmpty)
                {
                    float gamma = Gamma is null ? 1 : Gamma.Values[k];
                    (float ofLocation, float ofScale) = ofStatistics.IsEmpty
                        ? (0, 0) : (ofStatistics.At(0, row)[k], ofStatistics.At(0, row)[_features.Length + k]);
                    WriteInputGradient(
                        input, gradient, inputGradient, row, feature, gamma / scale, location, scale,
                        ofLocation - (gamma * sum / scale), ofScale - (gamma * alongNormalized / scale));
                }
            }
        }

        if (!inputGradient.IsEmpty)
        {
            inputGradient.ClearPadding();
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        _features = options.Features.Count > 0 ? [.. options.Features] : [.. Enumerable.Range(0, inputs[0].Features)];
        if (options.Affine)
        {
            Gamma = AddParameter("gamma", new Ones(), random, _features.Length);
            Beta = AddParameter("beta", _features.Length);
        }
    }

    /// <summary>Location and scale of a feature over a row's real timesteps; 0 and 1 where there are none.</summary>
    private (float Location, float Scale) Measure(TimeMajorSpan input, int row, int feature)
    {
        int last = input.LastReal(row);
        if (last < 0 || !Scales)
        {
            return (last < 0 ? 0 : input.At(last, row)[feature], 1);
        }

        (double sum, double squares, int count) = (0, 0, 0);
        for (int t = 0; t <= last; t++)
        {
            if (input.IsReal(t, row))
            {
                sum += input.At(t, row)[feature];
                count++;
            }
        }

        double mean = sum / count;
        for (int t = 0; t <= last; t++)
        {
            double difference = input.At(t, row)[feature] - mean;
            squares += input.IsReal(t, row) ? difference * difference : 0;
        }

        return ((float)mean, (float)Math.Sqrt((squares / count) + options.Epsilon));
    }

    private void AddParameterGradients(PassContext context, int index, float sum, float alongNormalized)
    {
        if (Gamma is not null)
        {
            context.Gradient(Gamma)[index] += alongNormalized;
            context.Gradient(Beta!)[index] += sum;
        }
    }

    /// <summary>
    /// dx = g·γ/s + (dm + ds·x̂)/n for mean and deviation, where dm and ds are all the gradient of the statistics; for the last
    /// value, dm goes to it alone.
    /// </summary>
    private void WriteInputGradient(
        TimeMajorSpan input, TimeMajorSpan gradient, TimeMajorSpan inputGradient, int row, int feature, float factor, float location,
        float scale, float ofLocation, float ofScale)
    {
        int last = input.LastReal(row), count = 0;
        for (int t = 0; t <= last; t++)
        {
            count += input.IsReal(t, row) ? 1 : 0;
        }

        for (int t = 0; t <= last; t++)
        {
            float ofValue = Scales ? (ofLocation + (ofScale * (input.At(t, row)[feature] - location) / scale)) / count
                : t == last ? ofLocation : 0;
            inputGradient.At(t, row)[feature] = (gradient.At(t, row)[feature] * factor) + ofValue;
        }
    }
}
