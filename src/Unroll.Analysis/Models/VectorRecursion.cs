using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Unroll.Analysis.Models;

/// <summary>The equations of a vector autoregression, by which histories are gone on with.</summary>
internal sealed class VectorRecursion
{
    private readonly Matrix<double> _coefficients;
    private readonly double[] _constants;
    private readonly double[][] _weights;

    /// <summary>Creates the equations.</summary>
    /// <param name="coefficients">The constants, then lag by lag, [1 + order · columns, columns].</param>
    /// <param name="covariance">The covariance of the errors one step ahead, [column, column].</param>
    public VectorRecursion(Matrix<double> coefficients, Matrix<double> covariance)
    {
        (_coefficients, Covariance, Size) = (coefficients, covariance, coefficients.ColumnCount);
        Order = (coefficients.RowCount - 1) / Size;
        _constants = coefficients.Row(0).ToArray();
        _weights = [.. Enumerable.Range(0, Size).Select(k => coefficients.Column(k, 1, Order * Size).ToArray())];
    }

    /// <summary>The covariance of the errors one step ahead, [column, column].</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The number of columns.</summary>
    public int Size { get; }

    /// <summary>Order: the number of values back that explain each column.</summary>
    public int Order { get; }

    /// <summary>The coefficients of each column, [column][constant, then lag by lag].</summary>
    public double[][] Coefficients => [.. _constants.Zip(_weights, (constant, own) => (double[])[constant, .. own])];

    /// <summary>The coefficients of a lag, [explained column, explaining column].</summary>
    /// <param name="lag">The lag, from 1 to the order.</param>
    public Matrix<double> OfLag(int lag) => _coefficients.SubMatrix(1 + ((lag - 1) * Size), Size, 0, Size).Transpose();

    /// <summary>The value of each time of a column by those before it; NaN where there are too few.</summary>
    /// <param name="columns">The columns, [column][time].</param>
    /// <param name="column">The column that is explained.</param>
    public double[] Fitted(double[][] columns, int column)
    {
        double[] fitted = new double[columns[0].Length], past = new double[Order * Size];
        for (int t = 0; t < fitted.Length; t++)
        {
            fitted[t] = t < Order ? double.NaN : Next(column, Past(columns, t, past));
        }

        return fitted;
    }

    /// <summary>The steps after a time by the values before it.</summary>
    /// <param name="columns">The columns, [column][time].</param>
    /// <param name="origin">How many values of each are known.</param>
    /// <param name="horizon">How many steps.</param>
    /// <returns>The forecasts, [column][step]; NaN where there are too few values.</returns>
    public double[][] Forecast(double[][] columns, int origin, int horizon)
    {
        double[][] forecasts = [.. Enumerable.Range(0, Size).Select(_ => new double[horizon])];
        if (origin < Order)
        {
            Array.ForEach(forecasts, own => Array.Fill(own, double.NaN));
            return forecasts;
        }

        double[] past = Past(columns, origin, new double[Order * Size]), next = new double[Size];
        for (int step = 0; step < horizon; step++)
        {
            for (int k = 0; k < Size; k++)
            {
                forecasts[k][step] = next[k] = Next(k, past);
            }

            if (Order > 0)
            {
                past.AsSpan(0, past.Length - Size).CopyTo(past.AsSpan(Size));
                next.CopyTo(past, 0);
            }
        }

        return forecasts;
    }

    /// <summary>The standard errors of forecasts by the coming errors, with the coefficients as known, [column][step].</summary>
    /// <param name="horizon">How many steps.</param>
    public double[][] StandardErrors(int horizon)
    {
        double[][] errors = [.. Enumerable.Range(0, Size).Select(_ => new double[horizon])];
        Matrix<double> variance = Matrix<double>.Build.Dense(Size, Size);
        List<Matrix<double>> weights = Weights(horizon);
        for (int step = 0; step < horizon; step++)
        {
            variance += weights[step] * Covariance * weights[step].Transpose();
            for (int k = 0; k < Size; k++)
            {
                errors[k][step] = Math.Sqrt(variance[k, k]);
            }
        }

        return errors;
    }

    /// <summary>The weights of past errors in a value: the moving average that the autoregression is.</summary>
    /// <param name="count">How many, from that of the value's own error on.</param>
    public List<Matrix<double>> Weights(int count)
    {
        Matrix<double>[] lags = [.. Enumerable.Range(1, Order).Select(OfLag)];
        List<Matrix<double>> weights = [Matrix<double>.Build.DenseIdentity(Size)];
        while (weights.Count < count)
        {
            Matrix<double> next = Matrix<double>.Build.Dense(Size, Size);
            for (int lag = 1; lag <= Math.Min(Order, weights.Count); lag++)
            {
                next += lags[lag - 1] * weights[^lag];
            }

            weights.Add(next);
        }

        return weights;
    }

    private double Next(int column, double[] past) => _constants[column] + TensorPrimitives.Dot<double>(_weights[column], past);

    /// <summary>The values before a time, lag by lag.</summary>
    private double[] Past(double[][] columns, int time, double[] past)
    {
        for (int at = 0; at < past.Length; at++)
        {
            past[at] = columns[at % Size][time - 1 - (at / Size)];
        }

        return past;
    }
}
