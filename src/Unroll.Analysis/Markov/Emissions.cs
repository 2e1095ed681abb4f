namespace Unroll.Analysis.Markov;

/// <summary>The distributions of what is seen in each state of a hidden Markov model.</summary>
public abstract class Emissions
{
    /// <summary>The number of states.</summary>
    public abstract int StateCount { get; }

    /// <summary>The number of columns that are seen.</summary>
    public abstract int ColumnCount { get; }

    /// <summary>The number of free parameters, for information criteria.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The mean of what is seen in a state, of each column.</summary>
    /// <param name="state">The state, from 0.</param>
    public abstract double[] Mean(int state);

    /// <summary>The standard deviation of what is seen in a state, of each column.</summary>
    /// <param name="state">The state, from 0.</param>
    public abstract double[] StandardDeviation(int state);

    /// <summary>Draws what is seen in a state.</summary>
    /// <param name="state">The state, from 0.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A value of each column.</returns>
    public abstract double[] Sample(int state, Random random);

    /// <summary>Refuses observations that the distributions know nothing of.</summary>
    internal virtual void Check(HiddenObservations observations)
    {
        if (observations.Columns.Length != ColumnCount)
        {
            throw new InputException(
                $"The model is of {CountFormatter.Format(ColumnCount, "columns")}, but there are {observations.Columns.Length}: give as "
                + "many.");
        }
    }

    /// <summary>Writes the logarithms of the densities, [time · states + state]; 0 in rows in which a value is missing.</summary>
    internal abstract void LogDensities(HiddenObservations observations, double[] result);

    /// <summary>The distributions of greatest likelihood where the probability of each state at each time is known.</summary>
    /// <param name="observations">What is seen.</param>
    /// <param name="posteriors">The probability of each state at each time, [time · states + state].</param>
    /// <param name="priors">Added to the sum of squares of each column in each state, so that no variance becomes 0.</param>
    internal abstract Emissions Estimate(HiddenObservations observations, double[] posteriors, double[] priors);

    /// <summary>The same distributions, with the states in another order.</summary>
    /// <param name="order">The present number of each state of the new order.</param>
    internal abstract Emissions Reorder(int[] order);
}
