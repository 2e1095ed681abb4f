using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// The objective that logistic regression minimises, with its gradient and its Hessian matrix: the negative log-likelihood of classes, and
/// half the penalty times the squared coefficients. Of two classes it is logistic, of more softmax regression, where the first class has
/// scores of 0. Parameters are, for each further class, the intercept, which is free of the penalty, and a coefficient a feature. Of more
/// than two classes the penalty is on each coefficient less the mean of all classes', so that it does not depend on which is the first.
/// </summary>
/// <example>
/// <code>
/// LogisticObjective objective = new(new FeatureTable(rows), labels, classes: 2);
/// double[] start = new double[objective.Parameters];
/// double[] gradient = objective.Gradient(start);
/// double[][] hessian = objective.Hessian(start);
/// </code>
/// </example>
public sealed class LogisticObjective
{
    private readonly double[][] _rows;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly int _width;
    private readonly double _shared;

    /// <summary>Creates an objective.</summary>
    /// <param name="features">The rows, each with as many features.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="penalty">The penalty, at least 0.</param>
    /// <exception cref="InputException">The rows or the labels do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 2 classes, or the penalty is negative.</exception>
    public LogisticObjective(FeatureTable features, int[] labels, int classes, double penalty = 0)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        FeatureChecks.Require(features, "logistic regression", readsSeries: false);
        FeatureChecks.RequireLabels(features.Count, labels, classes);
        _rows = [.. features.Rows.Select(row => (double[])[1, .. row])];
        (_labels, _classes, _width, Penalty) = (labels, classes, features.Columns + 1, penalty);
        _shared = classes == 2 ? 0 : 1.0 / classes;
    }

    /// <summary>Number of parameters.</summary>
    public int Parameters => (_classes - 1) * _width;

    /// <summary>Number of rows.</summary>
    public int Rows => _rows.Length;

    /// <summary>The penalty.</summary>
    public double Penalty { get; }

    /// <summary>The value: negative log-likelihood and penalty.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">There are more or fewer parameters than the objective has.</exception>
    public double Value(double[] parameters)
    {
        RequireParameters(parameters);
        double sum = 0;
        double[] scores = new double[_classes];
        for (int row = 0; row < _rows.Length; row++)
        {
            Scores(parameters, row, scores);
            double own = scores[_labels[row]];
            sum += Softmax.Apply(scores) - own;
        }

        return sum + PenaltyOf(parameters);
    }

    /// <summary>The gradient: the sum of features, each times how far its class' probability is from what was seen.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">There are more or fewer parameters than the objective has.</exception>
    public double[] Gradient(double[] parameters)
    {
        RequireParameters(parameters);
        double[] gradient = new double[Parameters];
        double[] scores = new double[_classes];
        for (int row = 0; row < _rows.Length; row++)
        {
            AddGradient(parameters, row, 1, scores, gradient);
        }

        AddPenalty(parameters, 1, gradient);
        return gradient;
    }

    /// <summary>The Hessian matrix: the sum of products of features, each times the covariance of the classes' probabilities.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="ArgumentException">There are more or fewer parameters than the objective has.</exception>
    public double[][] Hessian(double[] parameters)
    {
        RequireParameters(parameters);
        double[][] hessian = [.. Enumerable.Range(0, Parameters).Select(_ => new double[Parameters])];
        double[] scores = new double[_classes];
        for (int row = 0; row < _rows.Length; row++)
        {
            Scores(parameters, row, scores);
            Softmax.Apply(scores);
            double[] values = _rows[row];
            for (int k = 1; k < _classes; k++)
            {
                for (int l = 1; l <= k; l++)
                {
                    double weight = scores[k] * ((k == l ? 1 : 0) - scores[l]);
                    for (int j = 0; j < _width; j++)
                    {
                        Span<double> target = hessian[((k - 1) * _width) + j].AsSpan((l - 1) * _width, _width);
                        TensorPrimitives.MultiplyAdd(values, weight * values[j], target, target);
                    }
                }
            }
        }

        for (int i = 0; i < Parameters; i++)
        {
            hessian[i][i] += i % _width == 0 ? 0 : Penalty;
            for (int j = i % _width; j <= i && i % _width > 0; j += _width)
            {
                hessian[i][j] -= Penalty * _shared;
            }

            for (int j = 0; j < i; j++)
            {
                hessian[j][i] = hessian[i][j];
            }
        }

        return hessian;
    }

    /// <summary>The product of the Hessian matrix with a vector, without the matrix.</summary>
    internal void HessianTimes(double[] parameters, double[] vector, double[] product)
    {
        Array.Clear(product);
        double[] scores = new double[_classes], along = new double[_classes];
        for (int row = 0; row < _rows.Length; row++)
        {
            Scores(parameters, row, scores);
            Softmax.Apply(scores);
            Scores(vector, row, along);
            double mean = TensorPrimitives.Dot<double>(scores, along);
            for (int k = 1; k < _classes; k++)
            {
                Span<double> target = product.AsSpan((k - 1) * _width, _width);
                TensorPrimitives.MultiplyAdd(_rows[row], scores[k] * (along[k] - mean), target, target);
            }
        }

        AddPenalty(vector, 1, product);
    }

    /// <summary>An upper bound of the Hessian's largest eigenvalue anywhere, beyond which descent cannot overshoot.</summary>
    internal double Curvature()
    {
        // The covariance of probabilities has eigenvalues of at most 1/4 for one free score, and of 1/2 for more (Böhning 1992).
        double[] vector = [.. Enumerable.Repeat(1.0, _width)];
        double value = 0;
        for (int i = 0; i < 100; i++)
        {
            double norm = TensorPrimitives.Norm<double>(vector);
            TensorPrimitives.Divide(vector, norm, vector);
            double[] next = RowProducts.WeightedSum(_rows, RowProducts.Times(_rows, vector));
            (value, vector) = (TensorPrimitives.Norm<double>(next), next);
        }

        return ((_classes == 2 ? 0.25 : 0.5) * value) + Penalty;
    }

    /// <summary>The bound of <see cref="Curvature"/> for the steepest single row, penalty not counted.</summary>
    internal double RowCurvature() =>
        (_classes == 2 ? 0.25 : 0.5) * _rows.Max(row => TensorPrimitives.SumOfSquares<double>(row));

    /// <summary>The penalty's part of the value.</summary>
    internal double PenaltyOf(double[] parameters)
    {
        double sum = 0;
        for (int feature = 1; feature < _width; feature++)
        {
            double all = SumOverClasses(parameters, feature);
            sum -= all * all * _shared;
            for (int i = feature; i < parameters.Length; i += _width)
            {
                sum += parameters[i] * parameters[i];
            }
        }

        return Penalty / 2 * sum;
    }

    /// <summary>Room for the scores of a row.</summary>
    internal double[] NewScores() => new double[_classes];

    /// <summary>Goes down the gradient of a single row, and its share of the penalty.</summary>
    internal void StepAlong(double[] parameters, int row, double length, double[] scores)
    {
        AddPenalty(parameters, -length / _rows.Length, parameters);
        AddGradient(parameters, row, -length, scores, parameters);
    }

    /// <summary>Probabilities of a row of features.</summary>
    internal static double[] Probabilities(double[] parameters, double[] row, int classes)
    {
        double[] scores = new double[classes];
        int width = row.Length + 1;
        for (int k = 1; k < classes; k++)
        {
            ReadOnlySpan<double> own = parameters.AsSpan((k - 1) * width, width);
            scores[k] = own[0] + TensorPrimitives.Dot(own[1..], row);
        }

        Softmax.Apply(scores);
        return scores;
    }

    private void AddGradient(double[] parameters, int row, double factor, double[] scores, double[] gradient)
    {
        Scores(parameters, row, scores);
        Softmax.Apply(scores);
        for (int k = 1; k < _classes; k++)
        {
            Span<double> target = gradient.AsSpan((k - 1) * _width, _width);
            TensorPrimitives.MultiplyAdd(_rows[row], factor * (scores[k] - (_labels[row] == k ? 1 : 0)), target, target);
        }
    }

    private void AddPenalty(double[] parameters, double factor, double[] gradient)
    {
        for (int feature = 1; Penalty > 0 && feature < _width; feature++)
        {
            double mean = SumOverClasses(parameters, feature) * _shared;
            for (int i = feature; i < parameters.Length; i += _width)
            {
                gradient[i] += factor * Penalty * (parameters[i] - mean);
            }
        }
    }

    private void Scores(double[] parameters, int row, double[] scores)
    {
        scores[0] = 0;
        for (int k = 1; k < _classes; k++)
        {
            scores[k] = TensorPrimitives.Dot(parameters.AsSpan((k - 1) * _width, _width), _rows[row]);
        }
    }

    private double SumOverClasses(double[] parameters, int feature)
    {
        double sum = 0;
        for (int i = feature; i < parameters.Length; i += _width)
        {
            sum += parameters[i];
        }

        return sum;
    }

    private void RequireParameters(double[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length != Parameters)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(parameters.Length, "parameters")}, but the objective has {Parameters}: give as many.",
                nameof(parameters));
        }
    }
}
