using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Back-propagation written out for a network of 2, 3 and 1 units on XOR, beside that of the library.</summary>
internal static class BackPropagation
{
    private const int Hidden = 3;
    private const int Epochs = 2000;
    private const double Rate = 0.5;

    private static readonly double[][] _x = [[0, 0], [0, 1], [1, 0], [1, 1]];
    private static readonly double[] _y = [0, 1, 1, 0];

    private static readonly double[,] _w1 = new double[2, Hidden];
    private static readonly double[] _b1 = new double[Hidden];
    private static readonly double[] _w2 = new double[Hidden];
    private static readonly double[,] _dw1 = new double[2, Hidden];
    private static readonly double[] _db1 = new double[Hidden];
    private static readonly double[] _dw2 = new double[Hidden];
    private static double _b2;
    private static double _db2;

    public static ReportSection Run()
    {
        RandomStream random = new(4);
        for (int j = 0; j < Hidden; j++)
        {
            (_w1[0, j], _w1[1, j], _w2[j]) = (random.NextNormal(), random.NextNormal(), random.NextNormal());
        }

        Gradient();
        Console.WriteLine($"largest difference from the library's gradient: {Difference():0.0e+0}");

        double[] losses = new double[Epochs];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            losses[epoch] = Gradient();
            Descend();
        }

        Console.WriteLine(
            $"loss: {losses[0]:0.000} before, {losses[99]:0.000} after 100 epochs, {losses[999]:0.0000} after 1,000, "
            + $"{losses[^1]:0.00000} after 2,000");
        Console.WriteLine($"XOR:  {string.Join("   ", _x.Select(x => $"{x[0]},{x[1]} → {Forward(x, new double[Hidden]):0.00}"))}");
        return new LineSection(
            "Loss of XOR by back-propagation", Steps.Axis("epoch"), new ChartAxis("mean squared error") { IsLogarithmic = true },
            [new ChartLine(
                "2, 3 and 1 units, learning rate 0.5", [.. Steps.Of(1, Epochs).Where((_, epoch) => epoch % 10 == 0)],
                [.. losses.Where((_, epoch) => epoch % 10 == 0)])]);
    }

    private static double Forward(double[] x, double[] h)
    {
        double sum = _b2;
        for (int j = 0; j < Hidden; j++)
        {
            h[j] = Math.Tanh((x[0] * _w1[0, j]) + (x[1] * _w1[1, j]) + _b1[j]);
            sum += h[j] * _w2[j];
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    #region page
    // The mean loss (ŷ − y)² of the four samples, and its gradient: backwards, each δ from the one behind it.
    private static double Gradient()
    {
        Clear();
        double loss = 0;
        double[] h = new double[Hidden];
        for (int n = 0; n < 4; n++)
        {
            double[] x = _x[n];
            double guess = Forward(x, h), error = guess - _y[n];
            loss += error * error / 4;
            double delta2 = 2 * error / 4 * guess * (1 - guess);         // δ⁽²⁾ = ∂L/∂ŷ · σ′(z⁽²⁾)
            _db2 += delta2;
            for (int j = 0; j < Hidden; j++)
            {
                _dw2[j] += delta2 * h[j];                                // ∂L/∂w⁽²⁾ = δ⁽²⁾ h
                double delta1 = delta2 * _w2[j] * (1 - (h[j] * h[j]));   // δ⁽¹⁾ = w⁽²⁾ δ⁽²⁾ · tanh′(z⁽¹⁾)
                _db1[j] += delta1;
                _dw1[0, j] += delta1 * x[0];                             // ∂L/∂W⁽¹⁾ = x δ⁽¹⁾
                _dw1[1, j] += delta1 * x[1];
            }
        }

        return loss;
    }
    #endregion

    private static void Clear()
    {
        Array.Clear(_dw1);
        Array.Clear(_db1);
        Array.Clear(_dw2);
        _db2 = 0;
    }

    private static void Descend()
    {
        _b2 -= Rate * _db2;
        for (int j = 0; j < Hidden; j++)
        {
            _b1[j] -= Rate * _db1[j];
            _w2[j] -= Rate * _dw2[j];
            _w1[0, j] -= Rate * _dw1[0, j];
            _w1[1, j] -= Rate * _dw1[1, j];
        }
    }

    /// <summary>The largest difference from the gradient of the same network made of layers.</summary>
    private static double Difference()
    {
        Dense hidden = new(Hidden, new() { Activation = ActivationFunction.Tanh });
        Dense output = new(1, new() { Activation = ActivationFunction.Sigmoid });
        var model = new Sequential(new Input(2), hidden, output);
        model.Build();
        double[][] weights = [[.. _w1.Cast<double>()], _b1, _w2, [_b2]], gradients = [[.. _dw1.Cast<double>()], _db1, _dw2, [_db2]];
        Parameter[] parameters = [.. hidden.Parameters, .. output.Parameters];
        for (int i = 0; i < parameters.Length; i++)
        {
            weights[i].Select(weight => (float)weight).ToArray().CopyTo(parameters[i].Values);
            parameters[i].MarkChanged();
        }

        var probe = new GradientProbe(model, 4, 1);
        probe.Forward([.. _x.SelectMany(x => x).Select(value => (float)value)]);
        probe.Backward(new MeanSquaredError(), [.. _y.Select(value => (float)value)]);
        return parameters.Select(
            (parameter, i) => probe.Gradient(parameter).Zip(gradients[i], (own, hand) => Math.Abs(own - hand)).Max()).Max();
    }
}
