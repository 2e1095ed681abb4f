namespace Unroll.Analysis.Markov;

/// <summary>Sets of states of a Markov chain that reach each other.</summary>
internal static class CommunicatingClasses
{
    /// <summary>The sets, each with its states in order.</summary>
    public static IReadOnlyList<int[]> Of(double[,] transitions)
    {
        int size = transitions.GetLength(0);
        bool[,] reaches = new bool[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                reaches[i, j] = i == j || transitions[i, j] > 0;
            }
        }

        // Warshall: by way of each state in turn.
        for (int by = 0; by < size; by++)
        {
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; reaches[i, by] && j < size; j++)
                {
                    reaches[i, j] |= reaches[by, j];
                }
            }
        }

        return
        [
            .. Enumerable.Range(0, size).GroupBy(state => Enumerable.Range(0, size).First(other =>
                reaches[state, other] && reaches[other, state])).Select(group => group.ToArray()),
        ];
    }

    /// <summary>Whether a set is never left.</summary>
    public static bool IsClosed(double[,] transitions, int[] states) => Array.TrueForAll(
        states, state => Enumerable.Range(0, transitions.GetLength(0)).All(next =>
            transitions[state, next] <= 0 || Array.IndexOf(states, next) >= 0));
}
