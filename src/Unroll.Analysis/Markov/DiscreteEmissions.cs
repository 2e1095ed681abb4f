using System.Globalization;

namespace Unroll.Analysis.Markov;

/// <summary>Symbols, numbered from 0, of which each state shows each with a probability of its own.</summary>
public sealed class DiscreteEmissions : Emissions
{
    private readonly double[,] _logarithms;

    /// <summary>Creates the distributions.</summary>
    /// <param name="probabilities">The probability of each symbol (column) in each state (row); each row adds up to 1.</param>
    /// <exception cref="ArgumentException">A row does not add up to 1.</exception>
    public DiscreteEmissions(double[,] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        _logarithms = new double[probabilities.GetLength(0), probabilities.GetLength(1)];
        if (probabilities.Length == 0)
        {
            throw new ArgumentException("There is no state or no symbol: give at least one of both.", nameof(probabilities));
        }

        for (int state = 0; state < probabilities.GetLength(0); state++)
        {
            Probabilities.Check(
                Probabilities.Row(probabilities, state), $"The probabilities of symbols in state {state}", nameof(probabilities));
            for (int symbol = 0; symbol < probabilities.GetLength(1); symbol++)
            {
                _logarithms[state, symbol] = Math.Log(probabilities[state, symbol]);
            }
        }

        SymbolProbabilities = probabilities;
    }

    /// <summary>The probability of each symbol (column) in each state (row).</summary>
    public double[,] SymbolProbabilities { get; }

    /// <summary>The number of symbols.</summary>
    public int SymbolCount => SymbolProbabilities.GetLength(1);

    /// <inheritdoc/>
    public override int StateCount => SymbolProbabilities.GetLength(0);

    /// <inheritdoc/>
    public override int ColumnCount => 1;

    /// <inheritdoc/>
    public override int ParameterCount => StateCount * (SymbolCount - 1);

    /// <inheritdoc/>
    public override double[] Mean(int state) => [Moment(state, symbol => symbol)];

    /// <inheritdoc/>
    public override double[] StandardDeviation(int state)
    {
        double mean = Mean(state)[0];
        return [Math.Sqrt(Moment(state, symbol => (symbol - mean) * (symbol - mean)))];
    }

    /// <inheritdoc/>
    public override double[] Sample(int state, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [Probabilities.Draw(Probabilities.Row(SymbolProbabilities, state), random)];
    }

    internal override void Check(HiddenObservations observations)
    {
        base.Check(observations);
        RequireSymbols(observations, SymbolCount);
    }

    /// <summary>Refuses values that are no whole numbers from 0 to below a number of symbols.</summary>
    internal static void RequireSymbols(HiddenObservations observations, int symbols)
    {
        double[] column = observations.Columns[0];
        int bad = Array.FindIndex(column, value => value < 0 || value >= symbols || Math.Floor(value) < value);
        if (bad >= 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Value {bad} (from 0) is {column[bad]}, but symbols are whole numbers from 0 to {symbols - 1}: number them so."));
        }
    }

    internal override void LogDensities(HiddenObservations observations, double[] result)
    {
        int states = StateCount;
        double[] column = observations.Columns[0];
        for (int t = 0; t < column.Length; t++)
        {
            for (int state = 0; state < states; state++)
            {
                result[(t * states) + state] = observations.IsMissing(t) ? 0 : _logarithms[state, (int)column[t]];
            }
        }
    }

    internal override Emissions Estimate(HiddenObservations observations, double[] posteriors, double[] priors)
    {
        int states = StateCount;
        double[,] sums = new double[states, SymbolCount];
        double[] column = observations.Columns[0];
        for (int t = 0; t < column.Length; t++)
        {
            for (int state = 0; state < states && !observations.IsMissing(t); state++)
            {
                sums[state, (int)column[t]] += posteriors[(t * states) + state];
            }
        }

        for (int state = 0; state < states; state++)
        {
            double total = Enumerable.Range(0, SymbolCount).Sum(symbol => sums[state, symbol]);
            for (int symbol = 0; symbol < SymbolCount; symbol++)
            {
                sums[state, symbol] = total > 1e-8 ? sums[state, symbol] / total : SymbolProbabilities[state, symbol];
            }
        }

        return new DiscreteEmissions(sums);
    }

    internal override Emissions Reorder(int[] order)
    {
        double[,] reordered = new double[order.Length, SymbolCount];
        for (int state = 0; state < order.Length; state++)
        {
            for (int symbol = 0; symbol < SymbolCount; symbol++)
            {
                reordered[state, symbol] = SymbolProbabilities[order[state], symbol];
            }
        }

        return new DiscreteEmissions(reordered);
    }

    private double Moment(int state, Func<int, double> of) =>
        Enumerable.Range(0, SymbolCount).Sum(symbol => SymbolProbabilities[state, symbol] * of(symbol));
}
