using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>Targets without their means, an output at a time, and the fit that comes of coefficients for them.</summary>
internal sealed class CenteredTargets
{
    private readonly double[] _means;

    /// <summary>Takes off the means.</summary>
    /// <param name="targets">The targets, [row][output].</param>
    public CenteredTargets(double[][] targets)
    {
        Outputs = RowProducts.Transpose(targets);
        _means = [.. Outputs.Select(output => output.Average())];
        for (int output = 0; output < Outputs.Length; output++)
        {
            TensorPrimitives.Subtract(Outputs[output], _means[output], Outputs[output]);
        }
    }

    /// <summary>The centred targets, [output][row].</summary>
    public double[][] Outputs { get; }

    /// <summary>The squared errors of an output, added up.</summary>
    /// <param name="rows">The scaled features.</param>
    /// <param name="coefficients">The coefficients of the scaled features.</param>
    /// <param name="output">Which output.</param>
    public double SumOfErrors(double[][] rows, double[] coefficients, int output)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double error = Outputs[output][i] - TensorPrimitives.Dot<double>(rows[i], coefficients);
            sum += error * error;
        }

        return sum;
    }

    /// <summary>The fit of coefficients of scaled features.</summary>
    /// <param name="description">The fit in one line.</param>
    /// <param name="features">The table that was learned from.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="coefficients">The coefficients of the scaled features, [output][feature].</param>
    /// <param name="spreads">The standard deviation of errors of each output; empty where it is not known.</param>
    /// <param name="covariance">The covariance of the coefficients' errors, by a variance of 1; empty where it is not known.</param>
    /// <param name="freedom">The degrees of freedom of the spreads; 0 where they are taken as known.</param>
    /// <param name="warning">The warning; null for none.</param>
    public LinearFit Fit(
        string description, FeatureTable features, FeatureScale scale, double[][] coefficients, double[] spreads,
        double[][] covariance, int freedom, string? warning = null)
    {
        double[][] plain =
            [.. coefficients.Select(output => output.Zip(scale.Scales, (coefficient, unit) => coefficient / unit).ToArray())];
        double[] intercepts =
            [.. plain.Select((output, i) => _means[i] - TensorPrimitives.Dot<double>(output, scale.Means))];
        return new LinearFit(description, plain, intercepts, spreads)
        {
            Names = features.Names,
            Means = scale.Means,
            Covariance = covariance,
            Rows = features.Count,
            Freedom = freedom,
            Warning = warning,
        };
    }
}
