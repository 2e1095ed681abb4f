using System.Numerics.Tensors;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The exponential moving average of a model's weights over the steps (Polyak and Juditsky 1992): ā ← d·ā + (1 − d)·w.</summary>
internal sealed class WeightAverage
{
    private readonly Parameter[] _parameters;
    private readonly float[][] _averages;
    private readonly float _decay;
    private bool _isShown;

    /// <summary>Starts from the weights as they are.</summary>
    public WeightAverage(Model model, float decay)
    {
        _parameters = [.. model.Parameters];
        _averages = [.. _parameters.Select(parameter => parameter.Values.ToArray())];
        _decay = decay;
    }

    /// <summary>The averages, one parameter after another.</summary>
    public IReadOnlyList<float[]> Averages => _averages;

    /// <summary>Takes a step's weights in.</summary>
    public void Update()
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            Span<float> average = _averages[i];
            if (!_parameters[i].IsTrainable)
            {
                // Moving averages of their own need no second one.
                _parameters[i].Values.CopyTo(average);
                continue;
            }

            TensorPrimitives.Lerp(_parameters[i].Values, average, _decay, average);
        }
    }

    /// <summary>Puts the averages into the model, the weights aside.</summary>
    public void Show() => Swap(true);

    /// <summary>Puts the weights back.</summary>
    public void Hide() => Swap(false);

    private void Swap(bool show)
    {
        if (_isShown == show)
        {
            return;
        }

        for (int i = 0; i < _parameters.Length; i++)
        {
            Span<float> values = _parameters[i].Values;
            for (int at = 0; at < values.Length; at++)
            {
                (values[at], _averages[i][at]) = (_averages[i][at], values[at]);
            }

            _parameters[i].MarkChanged();
        }

        _isShown = show;
    }
}
