using System.Runtime.InteropServices;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// A Kalman filter of several series between two times: those that are there are taken one by one, each as the filter of one series takes
/// an observation, exactly diffuse start included (Durbin and Koopman 2012, 6.4), and then the states go on.
/// </summary>
internal sealed class MultivariateRecursion
{
    private const double Nothing = 1e-14;

    private readonly MultivariateStateSpaceModel _model;
    private readonly DecorrelatedRow _whole;
    private readonly Dictionary<string, DecorrelatedRow> _partly = [];
    private readonly double[] _values;
    private readonly double[] _before;

    /// <summary>Creates the recursion before the first time.</summary>
    /// <param name="model">The model.</param>
    public MultivariateRecursion(MultivariateStateSpaceModel model)
    {
        (_model, States) = (model, new KalmanRecursion(model.States()));
        _whole = new DecorrelatedRow(model, [.. Enumerable.Range(0, model.SeriesCount)]);
        (_values, _before) = (new double[model.SeriesCount], new double[model.StateCount]);
    }

    /// <summary>The states and the likelihood.</summary>
    public KalmanRecursion States { get; }

    /// <summary>Takes in the observations of a time, NaN where one is missing: the states are the filtered ones afterwards.</summary>
    /// <param name="series">The series, [series][time].</param>
    /// <param name="time">The time.</param>
    /// <param name="taken">Called after each observation with its place among those that are there; null for nobody.</param>
    /// <returns>The observations that are there.</returns>
    public DecorrelatedRow Observe(IReadOnlyList<double[]> series, int time, Action<DecorrelatedRow, int>? taken = null)
    {
        DecorrelatedRow row = RowOf(series, time);
        row.Transform(series, time, _values);
        for (int state = 0; state < _before.Length; state++)
        {
            _before[state] = States.Covariance[(state * _before.Length) + state];
        }

        for (int i = 0; i < row.Series.Length; i++)
        {
            States.Load(row.Loadings[i], row.Variances[i], FloorOf(row.Loadings[i]));
            States.Observe(_values[i]);
            taken?.Invoke(row, i);
        }

        return row;
    }

    /// <summary>Goes on to the next time.</summary>
    public void Predict() => States.Predict();

    /// <summary>The share of an observation's variance that rounding leaves where those before it at the same time determine it.</summary>
    private double FloorOf(double[] loading)
    {
        double size = 0;
        for (int state = 0; state < loading.Length; state++)
        {
            size += loading[state] * loading[state] * _before[state];
        }

        return Nothing * size;
    }

    private DecorrelatedRow RowOf(IReadOnlyList<double[]> series, int time)
    {
        bool isWhole = true;
        for (int i = 0; i < series.Count; i++)
        {
            isWhole &= !double.IsNaN(series[i][time]);
        }

        if (isWhole)
        {
            return _whole;
        }

        string pattern = string.Create(
            series.Count, (series, time), (text, at) =>
            {
                for (int i = 0; i < text.Length; i++)
                {
                    text[i] = double.IsNaN(at.series[i][at.time]) ? '-' : 'x';
                }
            });
        ref DecorrelatedRow? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_partly, pattern, out _);
        return known ??= new DecorrelatedRow(
            _model, [.. Enumerable.Range(0, series.Count).Where(i => !double.IsNaN(series[i][time]))]);
    }
}
