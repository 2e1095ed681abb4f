using System.Numerics.Tensors;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The average of a model's weights in a training.</summary>
internal sealed class RunningAverage
{
    private readonly WeightAverage _rule;
    private readonly Parameter[] _parameters;
    private readonly float[][] _averages;
    private bool _isShown;

    /// <summary>Starts from the weights as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rule">How weights are taken in.</param>
    public RunningAverage(Model model, WeightAverage rule)
    {
        _rule = rule;
        _parameters = [.. model.Parameters];
        _averages = [.. _parameters.Select(parameter => parameter.Values.ToArray())];
    }

    /// <summary>The averages, one parameter after another.</summary>
    public IReadOnlyList<float[]> Averages => _averages;

    /// <summary>Steps taken in so far.</summary>
    public long Steps { get; set; }

    /// <summary>Takes the weights in after a step.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public void TakeStep(int epoch)
    {
        Steps++;
        Take(_rule.ShareKeptAtStep(Steps, epoch));
    }

    /// <summary>Takes the weights in at the end of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public void EndEpoch(int epoch) => Take(_rule.ShareKeptAtEpochEnd(epoch));

    /// <summary>Puts the averages into the model, the weights aside.</summary>
    public void Show() => Swap(true);

    /// <summary>Puts the weights back.</summary>
    public void Hide() => Swap(false);

    private void Take(float kept)
    {
        for (int i = 0; i < _parameters.Length && kept != 1; i++)
        {
            Span<float> average = _averages[i];
            if (kept == 0 || !_parameters[i].IsTrainable)
            {
                // Moving averages of their own need no second one.
                _parameters[i].Values.CopyTo(average);
                continue;
            }

            TensorPrimitives.Lerp(_parameters[i].Values, average, kept, average);
        }
    }

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
