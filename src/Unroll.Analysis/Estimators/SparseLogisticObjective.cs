using System.Numerics.Tensors;
using MathNet.Numerics;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// The objective of logistic regression on sparse rows: the negative log-likelihood of classes, and half the penalty times the squared
/// coefficients. Two classes have one score, of the second one; more have one each, all of them penalised alike. Parameters are the
/// intercepts, which are free of the penalty, and then the coefficients, [column, score].
/// </summary>
internal sealed class SparseLogisticObjective
{
    private readonly SparseTable _table;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly double[]? _ratios;
    private readonly double[] _probabilities, _deltas, _weights;

    /// <summary>Creates an objective.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="ratios">A factor of each value for each score, [column, score]; null for 1.</param>
    public SparseLogisticObjective(SparseTable table, int[] labels, int classes, double[]? ratios)
    {
        (_table, _labels, _classes, _ratios) = (table, labels, classes, ratios);
        _probabilities = new double[checked(table.Rows * Scores)];
        _deltas = new double[_probabilities.Length];
        _weights = new double[checked(table.Columns * Scores)];
    }

    /// <summary>The penalty, above 0.</summary>
    public double Penalty { get; set; } = 1;

    /// <summary>Scores of a row.</summary>
    public int Scores => ScoresOf(_classes);

    /// <summary>Number of parameters.</summary>
    public int Parameters => Scores + _weights.Length;

    /// <summary>Scores of a row of so many classes.</summary>
    /// <param name="classes">The classes.</param>
    public static int ScoresOf(int classes) => classes == 2 ? 1 : classes;

    /// <summary>The value and the gradient; <see cref="HessianTimes"/> and <see cref="Diagonal"/> are then of these parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Where the gradient goes.</param>
    public double Evaluate(double[] parameters, double[] gradient)
    {
        ScoresOf(parameters, _probabilities);
        double loss = 0;
        int scores = Scores;
        for (int row = 0; row < _table.Rows; row++)
        {
            Span<double> own = _probabilities.AsSpan(row * scores, scores);
            int label = _labels[row];
            if (scores == 1)
            {
                // ln(1 + e^s) − s for the second class, whose score is s.
                double score = own[0];
                loss += LogSum.Of(0, score) - (label * score);
                own[0] = SpecialFunctions.Logistic(score);
                _deltas[row] = own[0] - label;
            }
            else
            {
                double score = own[label];
                loss += Softmax.Apply(own) - score;
                own.CopyTo(_deltas.AsSpan(row * scores));
                _deltas[(row * scores) + label] -= 1;
            }
        }

        Backward(_deltas, parameters, gradient);
        ReadOnlySpan<double> coefficients = parameters.AsSpan(scores);
        return loss + (Penalty / 2 * TensorPrimitives.SumOfSquares(coefficients));
    }

    /// <summary>The product of the Hessian matrix with a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="product">Where the product goes.</param>
    public void HessianTimes(double[] vector, double[] product)
    {
        ScoresOf(vector, _deltas);
        int scores = Scores;
        for (int row = 0; row < _table.Rows; row++)
        {
            ReadOnlySpan<double> probabilities = _probabilities.AsSpan(row * scores, scores);
            Span<double> along = _deltas.AsSpan(row * scores, scores);
            double mean = TensorPrimitives.Dot(probabilities, along);
            TensorPrimitives.Subtract(along, mean, along);
            TensorPrimitives.Multiply(along, probabilities, along);
        }

        Backward(_deltas, vector, product);
    }

    /// <summary>The diagonal of the Hessian matrix.</summary>
    public double[] Diagonal()
    {
        double[] diagonal = new double[Parameters];
        for (int i = 0; i < _deltas.Length; i++)
        {
            _deltas[i] = _probabilities[i] * (1 - _probabilities[i]);
            diagonal[i % Scores] += _deltas[i];
        }

        Array.Clear(_weights);
        _table.AddSquaresTransposedTimes(_deltas, _weights, Scores);
        for (int i = 0; i < _weights.Length; i++)
        {
            double ratio = _ratios is null ? 1 : _ratios[i];
            diagonal[Scores + i] = Penalty + (_weights[i] * ratio * ratio);
        }

        return diagonal;
    }

    /// <summary>The weights by which values are multiplied: coefficients times their factors, [column, score].</summary>
    /// <param name="parameters">The parameters.</param>
    public double[] WeightsOf(double[] parameters)
    {
        double[] weights = parameters[Scores..];
        if (_ratios is not null)
        {
            TensorPrimitives.Multiply(weights, _ratios, weights);
        }

        return weights;
    }

    private void ScoresOf(double[] parameters, double[] scores)
    {
        ReadOnlySpan<double> intercepts = parameters.AsSpan(0, Scores), coefficients = parameters.AsSpan(Scores);
        for (int row = 0; row < _table.Rows; row++)
        {
            intercepts.CopyTo(scores.AsSpan(row * Scores));
        }

        if (_ratios is null)
        {
            coefficients.CopyTo(_weights);
        }
        else
        {
            TensorPrimitives.Multiply(coefficients, _ratios, _weights);
        }

        _table.AddTimes(_weights, scores, Scores);
    }

    /// <summary>The derivatives by the parameters from those by the scores, with the penalty's share.</summary>
    private void Backward(double[] deltas, double[] parameters, double[] result)
    {
        Array.Clear(_weights);
        _table.AddTransposedTimes(deltas, _weights, Scores);
        Span<double> intercepts = result.AsSpan(0, Scores), coefficients = result.AsSpan(Scores);
        intercepts.Clear();
        for (int row = 0; row < _table.Rows; row++)
        {
            TensorPrimitives.Add(intercepts, deltas.AsSpan(row * Scores, Scores), intercepts);
        }

        if (_ratios is null)
        {
            _weights.CopyTo(coefficients);
        }
        else
        {
            TensorPrimitives.Multiply(_weights, _ratios, coefficients);
        }

        TensorPrimitives.MultiplyAdd(parameters.AsSpan(Scores), Penalty, coefficients, coefficients);
    }
}
