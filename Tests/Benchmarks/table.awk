# Results, one line each (name, nanoseconds, values), to a table; exit status 1 on disagreement.

$1 == "line" { line = $2; line_error = $3; next }

$1 == "components" {
  component_counts[++component_rows] = $2
  component_time[component_rows] = $3
  pair_time = $4
  next
}

# draws, name, nanoseconds in 1-D, in 2-D, per sample of an estimate, mean estimate, and from the
# first one the standard errors of that.
$1 == "draws" {
  drawers[++draw_count] = $2
  for (i = 3; i <= 5; i++) draw_time[draw_count, i] = $i
  for (i = 6; i <= 10; i++) {
    if (draw_count == 1) error[i] = $(i + 5)
    difference = ($i - gradient[i - 3]) / error[i]
    if (difference < 0) difference = -difference
    if (!(difference <= draw_worst)) draw_worst = difference
  }
  next
}

{
  names[++count] = $1
  time[count] = $2
  if ($1 ~ /^JAX/) jax = $2
  for (i = 3; i <= 7; i++) {
    difference = $i - gradient[i]
    if (difference < 0) difference = -difference
    if (count == 1) gradient[i] = $i
    else if (!(difference <= worst)) worst = difference
  }
}

END {
  print "One gradient step of KL(q || p), 2-D, correlated, 128 x 128 nodes, float64, one core"
  printf "%-28s %12s %14s\n", "implementation", "ns per node", "times ours"
  for (i = 1; i <= count; i++)
    printf "%-28s %12.2f %14.2f\n", names[i], time[i], time[i] / time[1]
  print ""
  printf "One dimension, 110 nodes: %.0f ns per step", line
  if (jax) printf ", %.0f times as fast as JAX on the full grid", jax * 128 * 128 / line
  print ""
  printf "Its gradient differs by %.1e from that of an 8 times finer rule.\n", line_error
  print ""
  print "The same with more components, 1-D, 110 nodes"
  printf "%-28s %12s %14s\n", "components", "ns per node", "times the pair"
  printf "%-28s %12.2f %14.2f\n", "2, the pair's own entries", pair_time, 1
  for (i = 1; i <= component_rows; i++)
    printf "%-28s %12.2f %14.2f\n", component_counts[i], component_time[i],
      component_time[i] / pair_time
  print ""
  print "Finite batches of 128 x 128 samples of q, float64, one core; ns per sample"
  printf "%-28s %9s %9s %20s %14s %11s\n", "implementation", "draw 1-D", "draw 2-D",
    "whole 2-D estimate", "million / s", "times ours"
  for (i = 1; i <= draw_count; i++)
    printf "%-28s %9.2f %9.2f %20.2f %14.1f %11.2f\n", drawers[i], draw_time[i, 3],
      draw_time[i, 4], draw_time[i, 5], 1000 / draw_time[i, 5], draw_time[i, 5] / draw_time[1, 5]
  print "The estimate: draws, log q, log p, centred log-ratios, sums of scores."
  print ""
  agree = worst <= 1e-9 && line_error <= 1e-9
  printf "%s: gradients of %d implementations differ by at most %.1e (allowed 1e-9)\n",
    agree ? "agreed" : "DISAGREE", count, worst
  draws_agree = draw_worst <= 5
  printf "%s: mean estimates of %d implementations are off by at most %.1f standard errors (allowed 5)\n",
    draws_agree ? "agreed" : "DISAGREE", draw_count, draw_worst
  exit !(agree && draws_agree)
}
