namespace Unroll.Analysis.Anomalies;

/// <summary>A tree of random cuts: of a random feature at a random place between its least and its greatest value.</summary>
internal sealed class IsolationTree
{
    private const double EulerMascheroni = 0.5772156649015329;

    private readonly List<Node> _nodes = [];

    /// <summary>Grows a tree.</summary>
    /// <param name="rows">The rows, a feature after the other.</param>
    /// <param name="random">Where the cuts come from.</param>
    public IsolationTree(double[][] rows, Random random) =>
        Grow(rows, 0, (int)Math.Ceiling(Math.Log2(Math.Max(2, rows.Length))), random);

    /// <summary>The mean number of cuts that set one of so many rows apart, c(n) of the paper.</summary>
    /// <param name="count">The rows.</param>
    public static double UsualDepth(int count) => count switch
    {
        < 2 => 0,
        2 => 1,
        _ => (2 * (Math.Log(count - 1) + EulerMascheroni)) - (2.0 * (count - 1) / count),
    };

    /// <summary>Cuts until a row is set apart; where a leaf holds several rows, those that would do so are added.</summary>
    /// <param name="row">The row.</param>
    public double Depth(double[] row)
    {
        int at = 0, depth = 0;
        while (_nodes[at].Feature >= 0)
        {
            at = row[_nodes[at].Feature] < _nodes[at].Place ? _nodes[at].Below : _nodes[at].Above;
            depth++;
        }

        return depth + UsualDepth(_nodes[at].Count);
    }

    private int Grow(double[][] rows, int depth, int greatestDepth, Random random)
    {
        int number = _nodes.Count;
        _nodes.Add(new Node(-1, 0, 0, 0, rows.Length));
        int[] features = depth == greatestDepth || rows.Length < 2 ? []
            : [.. Enumerable.Range(0, rows[0].Length).Where(feature => rows.Any(row => row[feature] != rows[0][feature]))];
        if (features.Length == 0)
        {
            return number;
        }

        int cut = features[random.Next(features.Length)];
        double least = rows.Min(row => row[cut]), greatest = rows.Max(row => row[cut]);
        double place = least + ((1 - random.NextDouble()) * (greatest - least));
        int below = Grow([.. rows.Where(row => row[cut] < place)], depth + 1, greatestDepth, random);
        int above = Grow([.. rows.Where(row => !(row[cut] < place))], depth + 1, greatestDepth, random);
        _nodes[number] = new Node(cut, place, below, above, rows.Length);
        return number;
    }

    private readonly record struct Node(int Feature, double Place, int Below, int Above, int Count);
}
