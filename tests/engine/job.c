/* SPDX-License-Identifier: MIT */
#include "engine/job.h"

#include "base/mem.h"
#include "engine/order.h"
#include "lib/check.h"

static void test_jobs_are_found_by_id_until_they_end(void **state)
{
	struct job_table *table = mem_new(1, sizeof(*table));
	struct job *jobs[3000];

	(void)state;
	for (int i = 0; i < 3000; i++)
		jobs[i] = job_new(table, JOB_IMPORT, (uint64_t)i);
	for (int i = 0; i < 3000; i += 2) {
		uint64_t id = jobs[i]->id;
		CHECK(job_find(table, id) == jobs[i]);
		job_free(table, jobs[i]);
		CHECK(!job_find(table, id));
	}
	CHECK(table->count == 1500);
	for (int i = 1; i < 3000; i += 2)
		job_free(table, jobs[i]);
	CHECK(table->count == 0);
	free(table);
}

static void test_a_person_goes_to_the_front_of_the_line(void **state)
{
	struct job_table *table = mem_new(1, sizeof(*table));
	struct job *a = job_new(table, JOB_VISIT, 0), *b = job_new(table, JOB_VISIT, 0);
	struct job *p = job_new(table, JOB_SUBSCRIBE, 1);

	(void)state;
	job_wait(table, a, false);
	job_wait(table, b, false);
	job_wait(table, p, true);
	CHECK(job_next_waiting(table) == p);
	job_free(table, p);
	CHECK(job_next_waiting(table) == a);
	job_stop_waiting(table, a);
	CHECK(job_next_waiting(table) == b);
	job_free(table, b);
	CHECK(!job_next_waiting(table));
	job_wait(table, a, false);
	CHECK(job_next_waiting(table) == a);
	job_free(table, a);
	CHECK(!job_next_waiting(table));
	free(table);
}

static void test_an_order_shares_nothing_with_who_gave_it(void **state)
{
	char text[] = "harga beras", tag[] = "ekonomi";
	struct query query;
	struct order *order = order_new(ORDER_MARK, 5);
	int64_t ids[] = { 3, 4 };

	(void)state;
	query_parse(str_from(text), 0, false, &query);
	order_set_scope(order, &(struct store_scope){
		.kind = STORE_QUERY, .tag = str_from(tag), .query = &query,
	});
	order_set_ids(order, ids, 2);
	query_free(&query);
	tag[0] = 'x';
	ids[0] = 9;
	CHECK_STR(order->scope.tag, "ekonomi");
	CHECK(order->ids[0] == 3 && order->id_count == 2);
	CHECK(order->scope.query->root->kind == QUERY_AND);
	CHECK(order->scope.query->root->child_count == 2);
	CHECK_STR(order->scope.query->root->children[1]->text, "beras");
	order_free(order);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(jobs_are_found_by_id_until_they_end),
		TEST(a_person_goes_to_the_front_of_the_line),
		TEST(an_order_shares_nothing_with_who_gave_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
